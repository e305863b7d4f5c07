import { expect, test } from 'vitest';
import type { UserAuc } from '../measures/classification/user-auc';
import type { Evaluation } from '../protocol/result';
import { modelResult } from '../runs/run.test-helper';
import { ProgressShow } from './progress';

/** What is written to a pipe. */
function shown(...events: Parameters<ProgressShow['event']>[0][]): string {
  let text = '';
  const show = new ProgressShow({ isTTY: false, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream, false);
  for (const event of events) show.event(event);
  return text;
}

const evaluation = (ofAll?: UserAuc, ofHome?: UserAuc): Evaluation => ({
  rows: 2000,
  auc: 0.7,
  logLoss: 0.5,
  ...(ofAll && { perUser: ofAll }),
  domains: [{ name: 'home', rows: 2000, auc: 0.7, logLoss: 0.5, ...(ofHome && { perUser: ofHome }) }],
});
const epoch = (val: Evaluation) => ({ type: 'epoch', variant: 'model', record: { epoch: 3, seconds: 1, trainLoss: 0.6, val }, best: true }) as const;
const change = { difference: -0.01, low: -0.02, high: 0.004, standardError: 0.006 };
const compared = { all: change, byDomain: [change], mean: change, meanOf: [0] };

test('an epoch, the test and the comparison, as before where no users are named', () => {
  expect(shown(epoch(evaluation()))).toBe('epoch   3     1.0 s  train loss 0.6000  val AUC 0.7000 LogLoss 0.5000  (home 0.7000)  *\n');
  expect(shown({ type: 'finished', variant: 'model', result: { ...modelResult(0.7), test: evaluation() } })).toBe(
    'test, epoch 1 best: AUC 0.7000 LogLoss 0.5000  (home 0.7000)\n',
  );
  expect(shown({ type: 'compared', comparison: compared })).toBe(
    'test, model less backbone: mean AUC over 1 domain -0.0100 (-0.0200 to +0.0040), AUC of all rows -0.0100 (-0.0200 to +0.0040)\n',
  );
});

test('the AUC per user beside it, and how many users count', () => {
  const some = evaluation({ auc: 0.635, users: 812, outOf: 1943, rows: 1900 }, { auc: null, users: 0, outOf: 12, rows: 0 });
  expect(shown(epoch(some))).toContain('LogLoss 0.5000  (home 0.7000)  AUC per user 0.6350  (home n/a)  *');
  const few = evaluation({ auc: 0.635, users: 812, outOf: 1943, rows: 1900 }, { auc: 0.7, users: 3, outOf: 12, rows: 9 });
  expect(shown(epoch(few))).toContain('AUC per user 0.6350  (home 0.7000 few users: 3)  *');
  expect(shown({ type: 'finished', variant: 'model', result: { ...modelResult(0.7), test: some } })).toContain(
    '(home n/a); 812 of 1,943 users have rows of both classes and count, with 95.0 % of the rows\n',
  );
  expect(shown({ type: 'compared', comparison: { ...compared, perUser: { all: null, byDomain: [null], mean: null } } })).toContain(
    '+0.0040), AUC per user of all rows n/a\n',
  );
});

test('why there is no AUC is said below the test, once where it is the same', () => {
  const reason = '1 of 3 predictions are not finite numbers, so nothing can be measured.';
  const test = {
    ...evaluation(),
    auc: null,
    reason,
    domains: [{ name: 'home', rows: 2, auc: null, logLoss: 0.5, reason: 'All rows are positive, so there is no AUC.' }],
  };
  expect(shown({ type: 'finished', variant: 'model', result: { ...modelResult(0.7), test } })).toBe(
    `test, epoch 1 best: AUC n/a LogLoss 0.5000  (home n/a)\n  ${reason}\n  home: All rows are positive, so there is no AUC.\n`,
  );
});
