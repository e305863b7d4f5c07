import { expect, test, vi } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, ROLES, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { WorkerGone } from '../../wire/worker-gone';
import { fakeSession, settled } from '../store/fake-session.test-helper';
import { TABLE } from '../store/store.test-helper';
import { Lane, LaneTrouble } from './lane';

const ENGINE = { name: 'cpu', adapter: '', reason: '' } as const;
const GROUND = { source: { demo: 'conflict' }, hash: TABLE.hash, rowsFile: undefined, measured: { key: '', gflops: {}, checks: {} } };
const config = completeRunConfig({}, ROLES);
const job = (begun = false) => ({ id: 'x.1', config, begun, threads: 1 });
const trainedRun = (): RunRecord => ({ ...startedRun(), config, id: 'x.1', engine: ENGINE, ...modelResult(0.7), epochs: [epochRecord(1, 0.6)], phase: 'done' });
const gone = (loaded = true) => new WorkerGone('the worker broke', 'Another one has taken its place.', loaded);

/** A lane over a worker that answers when the test says so. */
function lane() {
  const fake = fakeSession();
  const end = vi.fn();
  const made = new Lane({ session: fake.session(), end }, GROUND);
  /** Until the run is asked for. */
  const prepared = async (table = TABLE) => {
    await settled();
    await fake.call('engines', 'limitThreads').answer(undefined);
    await fake.call('engines', 'describe').answer({ options: [], auto: ENGINE, measured: GROUND.measured });
    await fake.call('data', 'open').answer(table);
    await fake.call('library', 'read').answer({ runs: [], data: [], bytes: 0, persisted: false, keeps: true, unkept: [] });
  };
  return { ...fake, made, prepared, end };
}
type Call = 'train' | 'goOn';
/** The run is told to its end. */
async function toEnd({ call }: ReturnType<typeof lane>, method: Call) {
  const asked = call('run', method);
  const tell = asked.args[method === 'train' ? 1 : 2] as (event: unknown) => void;
  tell({ type: 'engine', engine: ENGINE });
  tell({ type: 'data', data: SUMMARY });
  tell({ type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true });
  tell({ type: 'finished', variant: 'model', result: modelResult(0.7) });
  await asked.answer(undefined);
}

test('it opens the data once and trains one run after the other, none of which is looked into before its end', async () => {
  const made = lane();
  const heard: number[] = [];
  const first = made.made.train(job(), (run) => heard.push(run.epochs.length));
  await made.prepared();
  expect(made.call('run', 'train').args).toMatchObject([config, expect.any(Function), { id: 'x.1', ofMany: true }]);
  await toEnd(made, 'train');
  expect(await first).toMatchObject({ id: 'x.1', test: { auc: 0.7 } });
  expect(heard).toEqual([0, 0, 1, 1]);
  const second = made.made.train({ ...job(), id: 'x.2' }, () => {});
  await settled();
  await made.call('engines', 'limitThreads').answer(undefined);
  await toEnd(made, 'train');
  expect(await second).toMatchObject({ id: 'x.2' });
  expect([made.count('data', 'open'), made.count('engines', 'limitThreads')]).toEqual([1, 2]);
});

test('what was begun goes on from what is kept; what had ended is not trained again; what had failed is trained anew', async () => {
  const goesOn = lane();
  const told = goesOn.made.train(job(true), () => {});
  await goesOn.prepared();
  const before = { ...trainedRun(), ...{ test: undefined }, phase: 'training', epochs: [epochRecord(1, 0.5), epochRecord(2, 0.6)] };
  await goesOn.call('library', 'record').answer(before);
  expect(goesOn.call('run', 'goOn').args).toMatchObject(['x.1', 'page', expect.any(Function), { ofMany: true, anew: { config } }]);
  const tell = goesOn.call('run', 'goOn').args[2];
  tell({ type: 'taken up', from: { model: { epoch: 1, best: 1 } }, why: 'page' });
  await toEnd(goesOn, 'goOn');
  // The epoch that came after what was kept is void, and told again.
  expect((await told).epochs.map(({ epoch }) => epoch)).toEqual([1, 1]);

  const ended = lane();
  const there = ended.made.train(job(true), () => {});
  await ended.prepared();
  await ended.call('library', 'record').answer(trainedRun());
  expect(await there).toMatchObject({ id: 'x.1', phase: 'done' });
  expect(ended.count('run', 'train') + ended.count('run', 'goOn')).toBe(0);

  const failed = lane();
  void failed.made.train(job(true), () => {}).catch(() => {});
  await failed.prepared();
  await failed.call('library', 'record').answer({ ...startedRun(), config, phase: 'failed' });
  expect([failed.count('run', 'train'), failed.count('run', 'goOn')]).toEqual([1, 0]);
});

test('a kept run of other settings is not taken for the job', async () => {
  for (const phase of ['done', 'training'] as const) {
    const made = lane();
    const trains = made.made.train(job(true), () => {});
    await made.prepared();
    await made.call('library', 'record').answer({ ...trainedRun(), phase, config: { ...config, train: { ...config.train, epochs: 3 } } });
    expect([made.count('run', 'train'), made.count('run', 'goOn')]).toEqual([1, 0]);
    await toEnd(made, 'train');
    expect((await trains).config).toEqual(config);
  }
});

test('where its worker goes, the next has the data opened and goes on; one that goes again and again ends the run', async () => {
  const made = lane();
  const trains = made.made.train(job(), () => {});
  await made.prepared();
  made.call('run', 'train').args[1]({ type: 'kept', epoch: 0 });
  await made.call('run', 'train').fail(gone());
  await made.prepared();
  await made.call('library', 'record').answer({ ...startedRun(), config, phase: 'training' });
  expect(made.call('run', 'goOn').args).toMatchObject(['x.1', 'worker', expect.any(Function), { anew: { config } }]);
  await made.call('run', 'goOn').fail(gone());
  await made.prepared();
  // Nothing of it may be kept: then it begins anew.
  await made.call('library', 'record').fail(new Error('not kept'));
  await toEnd(made, 'goOn');
  await trains;
  expect(made.count('data', 'open')).toBe(3);

  const hopeless = lane();
  const fails = hopeless.made.train(job(), () => {});
  fails.catch(() => {});
  for (let i = 0; i < 4; i++) {
    await hopeless.prepared();
    if (i > 0) await hopeless.call('library', 'record').fail(new Error('not kept'));
    await hopeless.call('run', i === 0 ? 'train' : 'goOn').fail(gone());
  }
  await expect(fails).rejects.toThrow('the worker broke');
});

test('a lane without data, or whose worker does not load, says so: it is no fault of the run', async () => {
  const other = lane();
  const wrong = other.made.train(job(), () => {});
  wrong.catch(() => {});
  await other.prepared({ ...TABLE, hash: 'another' }).catch(() => {});
  await expect(wrong).rejects.toBeInstanceOf(LaneTrouble);
  const offline = lane();
  const waits = offline.made.train(job(), () => {});
  waits.catch(() => {});
  await settled();
  await offline.call('engines', 'limitThreads').fail(gone(false));
  await expect(waits).rejects.toBeInstanceOf(LaneTrouble);
});

test('a pause that comes before the worker knows of the run holds; a lane that is ended does not go on', async () => {
  const made = lane();
  const trains = made.made.train(job(), () => {});
  trains.catch(() => {});
  made.made.pause();
  await made.prepared();
  expect([made.count('run', 'train'), made.count('run', 'pause')]).toEqual([1, 2]);
  made.made.resume();
  expect(made.count('run', 'resume')).toBe(1);
  made.made.end();
  expect(made.end).toHaveBeenCalled();
  await made.call('run', 'train').fail(gone());
  await expect(trains).rejects.toThrow('the worker broke');
  expect(made.count('data', 'open')).toBe(1);
});

test('a pause in the last moments of a run is not one of the next', async () => {
  const made = lane();
  const first = made.made.train(job(), () => {});
  await made.prepared();
  made.made.pause();
  await toEnd(made, 'train');
  await first;
  const pauses = made.count('run', 'pause');
  const second = made.made.train({ ...job(), id: 'x.2' }, () => {});
  await settled();
  await made.call('engines', 'limitThreads').answer(undefined);
  expect([made.count('run', 'train'), made.count('run', 'pause')]).toEqual([2, pauses]);
  await toEnd(made, 'train');
  await second;
});
