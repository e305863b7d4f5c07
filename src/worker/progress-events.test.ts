import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VariantName } from '../protocol/run';
import type { StepReport } from '../training/variant';
import { ProgressEvents } from './progress-events';

// No clock but the test's own.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const report = (step: number): StepReport => ({ step, stepsPerEpoch: 5, epoch: step / 5, loss: 0.5, rowsPerSecond: 10, secondsLeft: 1 });

function told() {
  const said: [VariantName, number][] = [];
  const events = new ProgressEvents((event) => event.type === 'progress' && said.push([event.variant, event.step]), 3);
  return { said, events };
}

test('at most ten a second of a model; what was withheld is told at the end', () => {
  const { said, events } = told();
  for (let step = 1; step <= 5; step++) {
    events.take('model', report(step));
    vi.advanceTimersByTime(40);
  }
  expect(said.map(([, step]) => step)).toEqual([1, 4]);
  events.flush();
  events.flush();
  expect(said.map(([, step]) => step)).toEqual([1, 4, 5]);
});

test('when the other model’s turn comes, what the one had left untold comes first: the model that is trained is the last to speak', () => {
  const { said, events } = told();
  events.take('model', report(1));
  events.take('model', report(2));
  events.take('baseline', report(1));
  expect(said).toEqual([
    ['model', 1],
    ['model', 2],
    ['baseline', 1],
  ]);
  events.flush();
  expect(said).toHaveLength(3);
});
