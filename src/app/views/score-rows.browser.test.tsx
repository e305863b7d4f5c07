import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { ScoreOffer } from './ScoreOffer';

const done: RunRecord = {
  ...startedRun(),
  phase: 'done',
  engine: { name: 'wasm', adapter: 'a test', reason: 'a test' },
  epochs: [epochRecord(1, 0.7)],
  ...modelResult(0.7, 1),
};

async function chosen(width?: number) {
  const page = await render(<ScoreOffer run={done} />, { run: done }, width);
  const input = await until(() => page.host.querySelector<HTMLInputElement>('[data-testid=score-file]'), 'the choice of a file');
  await page.does(() => userEvent.upload(input, new File(['user,place\nu1,home\n'], 'new.csv')));
  await until(() => page.text().includes('rows scored so far'), 'that it is scored');
  return page;
}

test('says how far it is, what was found, and the metrics beside those of the test', async () => {
  const page = await chosen(360);
  const { args, answer } = page.call('run', 'score');
  expect((args[0] as File).name).toBe('new.csv');
  await page.does(() => args[1]('row,domain,prediction,label\r\n'));
  await page.does(() => args[2]?.onProgress?.({ rows: 1200, share: 0.5 }));
  expect(page.text()).toContain('1,200 rows scored so far');
  expect(page.host.querySelector('progress')?.value).toBe(0.5);
  const all = { rows: 3, auc: 0.75, logLoss: 0.5 };
  const metrics = { ...all, domains: [{ ...all, name: 'home' }] };
  await page.does(() => answer({ rows: 4, scored: 3, unknownDomain: 1, unseen: [{ field: 'user', values: 2 }], extra: ['note'], labelled: 4, metrics }));
  for (const told of ['3 of 4 rows scored.', '1 row of a domain', 'user: 2 values', 'Not read: note', '0.7500']) expect(page.text()).toContain(told);
  expect(page.button('Save the predictions (CSV, 0.0 MB)').disabled).toBe(false);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
});

test('is given up, and says why it failed', async () => {
  const page = await chosen();
  await page.does(() => page.button('Cancel the scoring').click());
  expect(page.call('run', 'cancelScore')).toBeDefined();
  await page.does(() => page.call('run', 'score').fail(new Error('a reason')));
  expect(page.host.querySelector('[role=alert]')?.textContent).toBe('a reason');
});

test('is not offered of a run that trains', async () => {
  expect((await render(<ScoreOffer run={{ ...done, phase: 'training' }} />, { run: done })).host.textContent).toBe('');
});
