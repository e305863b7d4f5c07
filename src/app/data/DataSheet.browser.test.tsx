import { expect, test } from 'vitest';
import { render } from '../render.test-helper';
import type { AppState } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { DataSheet } from './DataSheet';

const sheet = (given: Partial<AppState>) => render(<DataSheet open onClose={() => {}} />, given);

test('while another table is read, roles and split rest', async () => {
  const { host, change } = await sheet({ table: TABLE, preview: PREVIEW, opening: { name: 'big.csv', done: 5, rows: 1200 } });
  const role = () => host.querySelector('[aria-label="Role of place"]');
  expect(role()?.matches(':disabled')).toBe(true);
  await change({ opening: undefined });
  expect(role()?.matches(':disabled')).toBe(false);
});

test('domains with their share of positives; what is left out and what the person should know', async () => {
  const { host, text } = await sheet({ table: TABLE, preview: { ...PREVIEW, data: { ...PREVIEW.data, warnings: ['the sets are small'] } } });
  const domains = [...host.querySelectorAll('table')].find((each) => each.caption?.textContent === 'Domains');
  expect([...(domains?.tBodies[0]?.rows[0]?.cells ?? [])].map((cell) => cell.textContent)).toEqual(['home', '8', '37.5 %', '0.90']);
  expect(text()).toContain('1 row is left out because the label is missing.');
  expect(text()).toContain('the sets are small');
});
