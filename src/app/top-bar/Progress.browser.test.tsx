import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ModelResult } from '../../protocol/result';
import type { RunEvent } from '../../protocol/run';
import type { ModelRecord, RunRecord } from '../../runs/record';
import { epochRecord, modelResult, progressEvent, startedRun } from '../../runs/run.test-helper';
import { withEvent } from '../../runs/with-event';
import { render } from '../render.test-helper';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { Progress } from './Progress';

const OPEN = { table: TABLE, preview: PREVIEW };
const TRAINING: RunEvent = { type: 'phase', phase: 'training' };
const at = (variant: 'model' | 'baseline', epoch: number, rowsPerSecond: number, secondsLeft: number): RunEvent =>
  ({ ...progressEvent(variant, epoch, 0.5), rowsPerSecond, secondsLeft, secondsInAll: secondsLeft }) as RunEvent;
const after = (...events: RunEvent[]): RunRecord => events.reduce(withEvent, startedRun());

/** In the order of a run: before its first step, both models in turns, quick and slow, and its end. */
const MOMENTS: [RunRecord, RegExp][] = [
  [after(), /Preparing.*at most 20 epochs/],
  [after(TRAINING, at('model', 0.02, 900, 4.2)), /Training.*epoch 1 of 20 · HAMUR.*900 rows\/s.*at most 9 s left/],
  [
    after(TRAINING, at('model', 1, 123_456, 7000), at('baseline', 0.4, 98_765.4, 20_000)),
    /Training.*epoch 1 of 20 · backbone.*98,765 rows\/s.*at most 7\.5 h left/,
  ],
  [after(TRAINING, at('model', 19.2, 5000, 100), at('baseline', 19, 6000, 1)), /epoch 19 of 20 · backbone.*6,000 rows\/s.*at most 2 min left/],
  [after(TRAINING, at('model', 20, 5000, 1), { type: 'phase', phase: 'evaluating' }), /Testing.*epoch 20 of 20 · HAMUR.*5,000 rows\/s$/],
  [after(TRAINING, at('model', 7, 5000, 1), { type: 'phase', phase: 'done' }), /Done.*epoch 7 of 20/],
];

const trained = (stopped: ModelResult['stopped'], epochs: number): ModelResult & ModelRecord => ({
  ...modelResult(0.7),
  stopped,
  epochs: Array.from({ length: epochs }, (_, i) => epochRecord(i + 1, 0.7)),
  losses: [],
});
/** The longest that is said of an end. */
const ENDS: RunRecord[] = [
  { ...startedRun(), phase: 'done', ...trained('patience', 12), baseline: trained('patience', 13) },
  { ...startedRun(), phase: 'done', ...trained('patience', 12), baseline: trained('epochs', 20) },
  { ...startedRun(), phase: 'stopped', ...trained('person', 12), baseline: trained('person', 13) },
];

test('once it has ended it says why, and how long each model trained', async () => {
  const [early] = ENDS;
  expect((await render(<Progress />, { ...OPEN, run: early })).text()).toMatch(
    /^Done.*no better for \d+ epochs: stopped at epoch 12 \(HAMUR\) and 13 \(backbone\)$/,
  );
});

test('it says the phase, the epoch and whose, how fast, and how long at most', async () => {
  for (const [run, says] of MOMENTS) expect((await render(<Progress />, { ...OPEN, run })).text()).toMatch(says);
});

test('without a run it says what Train would do', async () => {
  expect((await render(<Progress />)).text()).toMatch(/^Train cannot start yet: |^Ready\./);
});

afterEach(() => page.viewport(414, 896));

describe.each([
  ['beside the buttons', 620, 1440],
  ['on a phone', 358, 390],
])('%s', (_, width, viewport) => {
  test('nothing moves while a run goes on, and nothing is cut off', async () => {
    await page.viewport(viewport, 900);
    const { host, change } = await render(<Progress />, { ...OPEN, run: MOMENTS[0]?.[0] }, width);
    const places = () => {
      const [line] = host.children as unknown as [HTMLElement];
      const top = line.getBoundingClientRect();
      return [top.height, ...[...line.children].map((part) => part.getBoundingClientRect()).flatMap(({ left, width: wide, top: y }) => [left, wide, y])].map(
        Math.round,
      );
    };
    const before = places();
    for (const [run] of MOMENTS) {
      await change({ run });
      expect(places()).toEqual(before);
      for (const part of host.querySelectorAll('span')) expect(part.scrollWidth).toBeLessThanOrEqual(part.clientWidth + 1);
      expect(host.scrollWidth).toBeLessThanOrEqual(width);
    }
    // Why it ended takes the place of the epoch, the rate and the time; its phase and its bar stay where they were.
    for (const run of ENDS) {
      await change({ run });
      expect(places().slice(0, 7)).toEqual(before.slice(0, 7));
      const said = host.querySelector('[class*="ended"]') as HTMLElement;
      expect(said.scrollHeight).toBeLessThanOrEqual(33);
      expect(said.scrollWidth).toBeLessThanOrEqual(said.clientWidth + 1);
      expect(host.scrollWidth).toBeLessThanOrEqual(width);
    }
    await change({ run: undefined });
    expect(host.firstElementChild?.getBoundingClientRect().height).toBe(before[0]);
  });
});
