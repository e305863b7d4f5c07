import { beforeAll, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ScoreColumns } from '../../protocol/score';
import { doneRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { ScoreOffer } from './ScoreOffer';

const done = doneRun();

/** As in a browser that cannot ask where a file goes. */
beforeAll(() => {
  Object.assign(window, { showSaveFilePicker: undefined });
});

const COLUMNS: ScoreColumns = { domain: ['place'], texts: ['user'], numbers: [], missing: [], extra: ['note'] };
const FILE = new File(['user,place\nu1,home\n'], 'new.csv');

async function chosen(columns = COLUMNS, width?: number) {
  const page = await render(<ScoreOffer run={done} />, { run: done }, width);
  const input = await until(() => page.host.querySelector<HTMLInputElement>('[data-testid=score-file]'), 'the choice of a file');
  await page.does(() => userEvent.upload(input, FILE));
  await until(() => page.text().includes('its columns are looked at'), 'that its columns are looked at');
  await page.does(() => page.call('run', 'scoreColumns').answer(columns));
  return page;
}

async function scoring(width?: number) {
  const page = await chosen(COLUMNS, width);
  await page.does(() => page.button('Score new.csv').click());
  await until(() => page.text().includes('rows scored so far'), 'that it is scored');
  return page;
}

test('says which columns are read before anything is scored, and which are missing', async () => {
  const page = await chosen();
  expect((page.call('run', 'scoreColumns').args[0] as File).name).toBe('new.csv');
  for (const told of ['all columns that the model reads are there', 'the domain from “place”; values of “user”', 'There is no label', 'Not read: “note”'])
    expect(page.text()).toContain(told);
  const lacking = await chosen({ ...COLUMNS, missing: ['place'] });
  expect(lacking.text()).toContain('Missing: “place”.');
  expect(lacking.host.querySelector('button.primary')).toBeNull();
});

test('a file that is dropped here is scored, and does not become new data', async () => {
  const page = await render(<ScoreOffer run={done} />, { run: done });
  const section = await until(() => page.host.querySelector('section'), 'the place for new rows');
  const reached: string[] = [];
  const onDrop = () => reached.push('the page');
  document.addEventListener('drop', onDrop);
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(FILE);
  await page.does(() => section.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })));
  document.removeEventListener('drop', onDrop);
  expect((page.call('run', 'scoreColumns').args[0] as File).name).toBe('new.csv');
  expect(reached).toEqual([]);
});

test('says how far it is, what was found, and the metrics beside those of the test', async () => {
  const page = await scoring(360);
  const { args, answer } = page.call('run', 'score');
  expect((args[0] as File).name).toBe('new.csv');
  await page.does(() => args[1]('row,domain,prediction,label\r\n'));
  await page.does(() => args[2]({ rows: 1200, share: 0.5 }));
  expect(page.text()).toContain('1,200 rows scored so far');
  expect(page.host.querySelector('progress')?.value).toBe(0.5);
  const all = { rows: 3, auc: 0.75, logLoss: 0.5, perUser: { auc: 0.6543, users: 2, outOf: 2, rows: 3 } };
  const metrics = { ...all, domains: [{ ...all, name: 'home' }] };
  await page.does(() => answer({ rows: 4, scored: 3, unknownDomain: 1, unseen: [{ field: 'user', values: 2 }], extra: ['note'], labelled: 4, metrics }));
  for (const told of ['3 of 4 rows scored.', '1 row of a domain', '“user”: 2 values', 'Not read: “note”', '0.7500', 'AUC per user, test', '0.6543'])
    expect(page.text()).toContain(told);
  expect(page.button('Save the predictions (CSV, 29 bytes)').disabled).toBe(false);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
});

test('goes on while another tab is shown, and is there when one comes back', async () => {
  const page = await scoring();
  await page.again(null);
  expect(page.count('run', 'cancelScore')).toBe(0);
  await page.does(() => page.call('run', 'score').args[1]('row,domain,prediction,label\r\n'));
  await page.does(() => page.call('run', 'score').answer({ rows: 4, scored: 3, unknownDomain: 0, unseen: [], extra: [] }));
  await page.again(<ScoreOffer run={done} />);
  await until(() => page.text().includes('3 of 4 rows scored.'), 'what was found');
  expect(page.button('Save the predictions (CSV, 29 bytes)').disabled).toBe(false);
});

test('predictions that were not saved stay beside the next run', async () => {
  const page = await scoring();
  await page.does(() => page.call('run', 'score').answer({ rows: 4, scored: 3, unknownDomain: 0, unseen: [], extra: [] }));
  const next = { ...done, id: 'next' };
  await page.change({ run: next });
  await page.again(<ScoreOffer run={next} />);
  await until(() => page.text().includes('Predictions of new.csv (3 rows), made earlier, are not saved.'), 'the earlier predictions');
  await page.does(() => page.button('Drop them').click());
  expect(page.text()).not.toContain('made earlier');
  expect(page.button('Choose a file')).toBeDefined();
});

test('is given up, and says why it failed', async () => {
  const page = await scoring();
  await page.does(() => page.button('Cancel the scoring').click());
  expect(page.call('run', 'cancelScore')).toBeDefined();
  await page.does(() => page.call('run', 'score').fail(new Error('a reason')));
  expect(page.host.querySelector('[role=alert]')?.textContent).toBe('a reason');
});

test('is not offered of a run that trains', async () => {
  expect((await render(<ScoreOffer run={{ ...done, phase: 'training' }} />, { run: done })).host.textContent).toBe('');
});
