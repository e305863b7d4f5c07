import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { newRun } from '../runs/record';
import { ROLES } from '../runs/run.test-helper';
import { Checkpoints, checkpointOf } from './checkpoints';

let clock = 0;
beforeEach(() => {
  clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const config = completeRunConfig({}, ROLES);
/** @param ms that it takes to make */
const made =
  (ms: number, change: object = {}) =>
  async () => {
    clock += ms;
    const parts = { config, dataHash: 'abc', engine: undefined, rowsFile: undefined, record: newRun({ config }), state: undefined };
    return { ...checkpointOf(parts), ...change };
  };

test('a second lies between the ends of epochs that are kept, ten within one; a pause is kept at once', async () => {
  const checkpoints = await Checkpoints.of('a', false);
  const due = (at: number) => {
    clock = at;
    return (['step', 'epoch', 'rest'] as const).filter((moment) => checkpoints.isDue(moment));
  };
  expect(due(900)).toEqual(['rest']);
  expect(due(1000)).toEqual(['epoch', 'rest']);
  expect(due(10_000)).toEqual(['step', 'epoch', 'rest']);
});

test('what is large is kept less often: keeping takes one hundredth of the time', async () => {
  const checkpoints = await Checkpoints.of('a', false);
  // Before its first step nothing waits for it.
  await checkpoints.keep(made(300), false);
  const after = (ms: number) => {
    clock += ms;
    return (['step', 'epoch'] as const).filter((moment) => checkpoints.isDue(moment));
  };
  expect(after(29_900)).toEqual([]);
  expect(after(200)).toEqual(['step', 'epoch']);
  // One that takes longer than was thought puts off the next by that too.
  await checkpoints.keep(made(500));
  expect(after(69_800)).toEqual([]);
  expect(after(300)).toEqual(['step', 'epoch']);
});

test('over a whole run keeping takes one hundredth of the time, and a long rest is no reason to keep it often afterwards', async () => {
  const checkpoints = await Checkpoints.of('a', false);
  await checkpoints.keep(made(20), false);
  let spent = 0;
  const train = async (ms: number) => {
    for (const end = clock + ms; clock < end; ) {
      clock += 50;
      if (!checkpoints.isDue('epoch')) continue;
      const takes = 20 + (clock % 7) * 5;
      spent += takes;
      await checkpoints.keep(made(takes));
    }
  };
  await train(60_000);
  expect(spent / 60_000).toBeGreaterThan(0.008);
  expect(spent / 60_000).toBeLessThanOrEqual(0.0102);
  clock += 3_600_000;
  spent = 0;
  await train(60_000);
  expect(spent / 60_000).toBeLessThanOrEqual(0.013);
});

test('what was kept last is found; in memory it is not said to be kept on this machine; what a later version wrote is refused', async () => {
  const checkpoints = await Checkpoints.of('a', false);
  expect(await checkpoints.last()).toBeUndefined();
  expect(await checkpoints.keep(made(1, { dataHash: 'first' }))).toBe(false);
  await checkpoints.keep(made(1, { dataHash: 'second' }));
  expect(await checkpoints.last()).toMatchObject({ dataHash: 'second', config });
  expect(checkpoints.refused).toBe('nothing is to be kept on this machine');
  await checkpoints.keep(made(1, { form: 2 }));
  await expect(checkpoints.last()).rejects.toThrow('this run was kept by another version of the page');
});

test('what was kept before a setting was there has the value that it came with', async () => {
  const { adapterKind: _, follows: __, gateNorm: ___, ...model } = config.model;
  const { domainAsInput: ____, ...data } = config.data;
  const old = { ...config, model, data } as typeof config;
  const checkpoints = await Checkpoints.of('a', false);
  await checkpoints.keep(made(1, { config: old, record: { ...newRun({ config }), config: old } }));
  expect(await checkpoints.last()).toMatchObject({ config, record: { config } });
});

test('STAR that was kept before it had a choice stays its paper’s, in reference too', async () => {
  const whole = completeRunConfig({ model: { backbone: 'star', fidelity: 'reference' } }, ROLES);
  expect(whole.model.follows).toBe('public-code');
  const { follows: _, ...model } = whole.model;
  const old = { ...whole, model } as typeof config;
  const checkpoints = await Checkpoints.of('a', false);
  await checkpoints.keep(made(1, { config: old, record: { ...newRun({ config }), config: old } }));
  expect((await checkpoints.last())?.config.model.follows).toBe('paper');
  await checkpoints.keep(made(1, { config: whole, record: { ...newRun({ config }), config: whole } }));
  expect((await checkpoints.last())?.config.model.follows).toBe('public-code');
});

test('where the person chooses anew whether anything is kept, what was kept last goes along', async () => {
  const checkpoints = await Checkpoints.of('a', false);
  await checkpoints.keep(made(1, { dataHash: 'first' }));
  // There is no disk here: the browser's words stand for it.
  await checkpoints.keepOn(true);
  expect(checkpoints.refused).not.toBe('nothing is to be kept on this machine');
  expect(await checkpoints.last()).toMatchObject({ dataHash: 'first' });
  await Promise.all([checkpoints.keep(made(1, { dataHash: 'second' })), checkpoints.keepOn(false)]);
  expect(checkpoints.refused).toBe('nothing is to be kept on this machine');
  expect(await checkpoints.last()).toMatchObject({ dataHash: 'second' });
});

test('an engine that never answers keeps nobody from what was kept before', async () => {
  const checkpoints = await Checkpoints.of('a', false);
  await checkpoints.keep(made(1, { dataHash: 'first' }));
  void checkpoints.keep(() => new Promise(() => {}));
  await checkpoints.keepOn(true);
  expect(await checkpoints.last()).toMatchObject({ dataHash: 'first' });
});
