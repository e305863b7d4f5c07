import { expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { Look } from '../protocol/insight';
import type { RunEvent, TrainOptions } from '../protocol/run';
import { openRooms } from './rooms';

const SMALL: RunConfigInput = {
  engine: 'wasm',
  model: { layers: [8], adapters: [1], hyper: [8], k: 2, bottleneck: 4, embedding: 4 },
  train: { batch: 128, epochs: 2, baseline: false },
};

/** A run to its end, with every look. */
async function ran(change: RunConfigInput = {}) {
  const rooms = openRooms();
  const { proposed } = await rooms.data.open({ demo: 'conflict', rows: 2500 }, () => {});
  const config = completeRunConfig({ ...SMALL, ...change }, proposed);
  const events: RunEvent[] = [];
  const train = (options: TrainOptions = {}) => rooms.run.train(config, (event) => events.push(event), { inside: 'unhurried', ...options });
  const looks = () => events.flatMap((event) => (event.type === 'look' ? event.look : []));
  return { ...rooms, train, events, looks };
}
const rowsOf = (look: Look | undefined) => [...new Set(look?.walks?.map(({ row }) => row))];

test('every look walks one row of its own choice, then those that were chosen; the run and what is asked of it agree', async () => {
  const { inside, train, events, looks, engines } = await ran();
  await train();
  const [first] = rowsOf(looks()[0]);
  expect(looks().length).toBeGreaterThan(3);
  for (const look of looks()) {
    expect(rowsOf(look)).toEqual([first]);
    expect(look.walks?.map(({ domain }) => domain)).toEqual([0, 1, 2]);
    // As it stands in the table.
    const domain = look.walks?.[1]?.fields.find(({ kind }) => kind === 'domain');
    expect(domain?.text).toBe(events.find((event) => event.type === 'data')?.data.domains[1]?.name);
    for (const { text } of look.walks?.flatMap(({ fields }) => fields) ?? []) expect(text).not.toBe('');
  }
  const probes = events.find((event) => event.type === 'probes')?.probes;
  expect(probes?.rows).toContain(first);

  const chosen = await inside.follow([8, 3, 5]);
  expect(rowsOf(chosen)).toEqual([8, 3]);
  expect(chosen?.final).toBe(true);
  // A row asked about in another way gets the same predictions.
  const asked = await inside.whatIf({ row: 8 });
  expect(chosen?.walks?.slice(0, 3).map(({ prediction }) => prediction)).toEqual(asked.byDomain);
  const h = chosen?.walks?.find(({ row, domain, ownDomain }) => row === 8 && domain === ownDomain)?.h;
  // One is scaled on the engine, the other here: their last bits differ.
  for (const [i, value] of asked.before.h.entries()) expect(h?.[i]).toBeCloseTo(value, 6);

  const passes: number[] = [];
  const strengths = await inside.strengths((done) => passes.push(done));
  expect(passes.at(-1)).toBe(11);
  const finished = events.find((event) => event.type === 'finished');
  expect(strengths?.auc[10]).toBe(finished?.result.test.auc);
  expect(strengths?.byDomain[10]).toEqual(finished?.result.test.domains.map(({ auc }) => auc));
  expect(strengths?.rows.map(({ row, predictions }) => [row, predictions[10]])).toEqual([8, 3].map((row) => [row, own(chosen, row)]));

  const given = inside.strengths((done) => done === 2 && void inside.cancelStrengths());
  expect(await given).toBeUndefined();
  expect(rowsOf(await inside.follow([]))).toEqual([first]);
  engines.forget();
});

const own = (look: Look | undefined, row: number) => look?.walks?.find((walk) => walk.row === row && walk.domain === walk.ownDomain)?.prediction;

test('the next run over the same table follows the same rows', async () => {
  const { inside, train, events, looks, engines } = await ran();
  await train();
  await inside.follow([4]);
  // One that the data do not hold changes nothing.
  expect(rowsOf(await inside.follow([99_999]))).toEqual([4]);
  events.length = 0;
  await train();
  for (const look of looks()) expect(rowsOf(look)).toEqual([4]);
  engines.forget();
});

test('a model without adapters has nothing to follow, and says so', async () => {
  const { inside, train, looks, engines } = await ran({ model: { ...SMALL.model, adapters: [] } });
  await train();
  expect(looks()).toEqual([]);
  expect(await inside.follow([1])).toBeUndefined();
  await expect(inside.strengths(() => {})).rejects.toThrow('this model has no adapters to look into');
  engines.forget();
});

test('strengths of a model that goes on training are given up, and that is no error', async () => {
  const { inside, run, events, train, engines } = await ran();
  const paused = async () => {
    while (events.findLast((event) => event.type === 'phase')?.phase !== 'paused') await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const trained = train({ startWithStep: true });
  await paused();
  const measured = inside.strengths((done) => done === 2 && void run.resume());
  expect(await measured).toBeUndefined();
  await run.stop();
  await trained;
  engines.forget();
});
