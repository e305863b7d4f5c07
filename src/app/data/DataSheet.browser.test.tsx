import { expect, test } from 'vitest';
import type { ReadChoices } from '../../protocol/reading';
import { render } from '../render.test-helper';
import type { AppState } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { DataSheet } from './DataSheet';

const sheet = (given: Partial<AppState>) => render(<DataSheet open onClose={() => {}} />, given);

test('while another table is read, roles and split rest', async () => {
  const { host, change } = await sheet({ table: TABLE, preview: PREVIEW, opening: { name: 'big.csv', phase: 'reading', done: 5, rows: 1200 } });
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

test('of a file larger than memory it is said what was kept, once, and whole users are one choice away', async () => {
  const said = 'There are 90 rows, more than fit into memory';
  const sampled = { of: 90, kept: TABLE.rows, share: 0.25, said };
  const read: ReadChoices[] = [];
  const { host, text } = await sheet({
    table: { ...TABLE, source: 'file', sampled },
    asked: { source: { files: [] }, name: 'big.csv' },
    preview: { ...PREVIEW, data: { ...PREVIEW.data, warnings: [said] } },
    readAgain: async (choices) => void read.push(choices),
  });
  expect(text().split(said)).toHaveLength(2);
  const choice = [...host.querySelectorAll('label')].find((label) => label.textContent?.startsWith('Sampled by'))?.control as HTMLSelectElement;
  expect([...choice.options].map(({ value }) => value)).toEqual(['', ...TABLE.columns.map(({ name }) => name)]);
  choice.value = 'place';
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  expect(read).toEqual([{ sample: 'place' }]);
});
