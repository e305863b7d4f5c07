import { expect, test } from 'vitest';
import { startedRun } from '../../runs/run.test-helper';
import { render } from '../render.test-helper';
import type { AppState } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { DataPanel } from './DataPanel';

const panel = (given: Partial<AppState>) => render(<DataPanel folded={false} onFold={() => {}} />, given);

test('within a run nothing of the data can be changed, and it says so', async () => {
  const { host, text, change } = await panel({ table: TABLE, preview: PREVIEW, run: { ...startedRun(), phase: 'training' } });
  expect([...host.querySelectorAll('select, input, textarea')].filter((each) => !each.matches(':disabled'))).toEqual([]);
  expect(text()).toContain('Settings cannot change during a run.');
  await change({ run: { ...startedRun(), phase: 'done' } });
  expect(text()).not.toContain('Settings cannot change during a run.');
  expect(host.querySelector('[aria-label="Role of place"]')?.matches(':disabled')).toBe(false);
});

test('while another table is read, roles and split rest, and the reading can be cancelled', async () => {
  const { host, text, enabled } = await panel({ table: TABLE, preview: PREVIEW, opening: { name: 'big.csv', done: 5, rows: 1200 } });
  expect(host.querySelector('[aria-label="Role of place"]')?.matches(':disabled')).toBe(true);
  expect(text()).toContain('Reading big.csv: 1,200 rows');
  expect(enabled()).toContain('Cancel');
  expect(enabled()).not.toContain('Choose a file');
});

test('domains with their share of positives; what is left out and what the person should know', async () => {
  const { host, text } = await panel({ table: TABLE, preview: { ...PREVIEW, data: { ...PREVIEW.data, warnings: ['the sets are small'] } } });
  const domains = [...host.querySelectorAll('table')].find((each) => each.caption?.textContent === 'Domains');
  expect([...(domains?.tBodies[0]?.rows[0]?.cells ?? [])].map((cell) => cell.textContent)).toEqual(['home', '8', '37.5 %', '0.9000']);
  expect(text()).toContain('1 row is left out because the label is missing.');
  expect(text()).toContain('the sets are small');
});
