import { beforeAll, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfig, RunConfigInput } from '../config/run-config';
import type { RunEvent } from '../protocol/run';
import { newRun, type RunRecord } from '../runs/record';
import { withEvent } from '../runs/with-event';
import { registerHandlers } from './handlers';
import { supervised } from './supervised';
import { WorkerGone } from './worker-gone';

/** A run whose worker is ended goes on in another, from what lies on the disk. */

const SETTINGS: RunConfigInput = {
  engine: 'wasm',
  model: { layers: [8], adapters: [1], hyper: [8], k: 2, bottleneck: 4, embedding: 4, dropout: 0.1 },
  train: { batch: 128, epochs: 20, patience: 20, baseline: true },
};

let worker: Worker;
const session = supervised(() => {
  worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
  return worker;
});
registerHandlers('page');

let config: RunConfig;
const open = async () => {
  await session.library.read();
  return (await session.data.open({ demo: 'conflict', rows: 1300 }, () => {})).proposed;
};
beforeAll(async () => {
  config = completeRunConfig(SETTINGS, await open());
});

/** What the page keeps of a run that it hears of. */
function heard(id: string) {
  let run: RunRecord = { ...newRun({ config }), id };
  return {
    run: () => run,
    tell: (event: RunEvent) => {
      run = withEvent(run, event);
    },
  };
}

const gone = () => worker.dispatchEvent(Object.assign(new Event('error'), { message: 'ended by the test' }));
/** All that must be the same: not the times. */
const comesTo = ({ epochs, bestEpoch, test, baseline, comparison, stopped, looks }: RunRecord) => ({
  epochs: epochs.map(({ epoch, trainLoss, val }) => ({ epoch, trainLoss: trainLoss.toPrecision(12), val })),
  bestEpoch,
  test,
  baseline: baseline && { test: baseline.test, epochs: baseline.epochs.map(({ epoch, val }) => ({ epoch, val })) },
  comparison,
  stopped,
  last: looks.at(-1)?.epoch,
});

test('it ends with the very weights and results, however often it is cut off, and says where', async () => {
  const whole = heard('whole');
  await session.run.train(config, whole.tell, { id: 'whole' });
  const weights = { model: await session.run.weights('model'), baseline: await session.run.weights('baseline') };

  const cut = heard('cut');
  let begin = () => session.run.train(config, cut.tell, { id: 'cut' });
  for (const at of [3, 12]) {
    const trains = begin();
    await expect(
      Promise.race([
        trains,
        new Promise((_, reject) => {
          const timer = setInterval(() => {
            if (cut.run().epochs.length < at) return;
            clearInterval(timer);
            gone();
            trains.catch(reject);
          }, 1);
        }),
      ]),
    ).rejects.toBeInstanceOf(WorkerGone);
    await open();
    begin = () => session.run.goOn('cut', 'worker', cut.tell);
  }
  await begin();
  expect(comesTo(cut.run())).toEqual(comesTo(whole.run()));
  expect(await session.run.weights('model')).toEqual(weights.model);
  expect(await session.run.weights('baseline')).toEqual(weights.baseline);
  expect(cut.run().interruptions).toHaveLength(2);
  expect(cut.run().kept).toMatchObject({ epoch: expect.any(Number) });

  // A run that has ended has its model back, and nothing is told of it anew.
  gone();
  await open();
  const before = cut.run();
  // A worker that was ended within a step holds its run for a while.
  const letGo = new Promise((resolve) => setTimeout(resolve, 1800));
  void navigator.locks.request('hamur-run-cut', () => letGo);
  await session.run.goOn('cut', 'page', cut.tell);
  expect(await session.run.weights('model')).toEqual(weights.model);
  expect(cut.run()).toEqual(before);
  expect(await session.inside.calibration()).toHaveLength(1 + (before.data?.domains.length as number));
  const look = await session.inside.look();
  expect(look).toMatchObject({ epoch: before.looks.at(-1)?.epoch, final: true });
}, 60_000);

test('what cannot go on is refused: nothing is kept, other data is open', async () => {
  await expect(session.run.goOn('never', 'page', () => {})).rejects.toThrow('nothing of this run is kept on this machine');
  await session.data.open({ demo: 'agreement', rows: 1300 }, () => {});
  await expect(session.run.goOn('cut', 'page', () => {})).rejects.toThrow('is not the data that this run was trained on');
});
