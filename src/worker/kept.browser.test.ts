import { beforeAll, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { RunRecord } from '../runs/record';
import { ROLES } from '../runs/run.test-helper';
import { KeptLibrary } from '../storage/library';
import { sizesIn } from '../storage/opfs';
import { connect } from '../wire/connect';

/** With the browser's own database and file system, and a worker that writes to them. */
const settings: RunConfigInput = {
  data: { source: { file: 'shop.csv' } },
  model: { layers: [8], adapters: [1], k: 2 },
  train: { epochs: 1, batch: 32 },
  engine: 'cpu',
} as const;
const roles = { ...ROLES, domain: { column: 'place' } };
const CSV = `click,place,user\n${Array.from({ length: 400 }, (_, i) => `${Number((i * i) % 5 < 2)},${['home', 'shop'][i % 2]},u${i % 9}`).join('\n')}\n`;

beforeAll(async () => {
  const session = connect();
  await session.library.keepNothing(true);
  await session.library.keepNothing(false);
});

test('a run and its file are there for the next worker; a pointer to a file is kept as it is; nothing stays where nothing is wanted', async () => {
  const before = connect();
  expect(await before.library.read()).toMatchObject({ runs: [], data: [], keeps: true });
  // A file of the private file system stands for one of the person's: the browser's pointer to it is of the same kind.
  const root = await navigator.storage.getDirectory();
  const pointer = await root.getFileHandle('elsewhere.csv', { create: true });
  const kept = new KeptLibrary();
  await kept.putFile({ name: 'big.csv', hash: 'big', file: await pointer.getFile(), pointer }, async () => {});
  await kept.putData({ key: 'big', name: 'big.csv', rows: 9, bytes: 5, opened: 1, contents: ['big'], files: [{ name: 'big.csv', hash: 'big' }] });
  const table = await before.data.open({ files: [new File([CSV], 'shop.csv')], pointers: [pointer] }, () => {});
  expect((await before.library.copied()).data).toMatchObject([{ name: 'shop.csv', rows: 400, keeping: 'copy' }, { keeping: 'pointer' }]);
  const looks: number[] = [];
  const config = completeRunConfig(settings, roles);
  await before.run.train(config, (event) => event.type === 'look' && looks.push(event.look.step), { id: 'mine' });

  const after = connect();
  const { runs, data, bytes } = await after.library.read();
  expect(runs).toMatchObject([{ id: 'mine', phase: 'done', epochs: 1, dataHash: table.hash }]);
  expect(data).toHaveLength(2);
  const [there] = (await after.library.files({ key: 'big' })) ?? [];
  expect(there && 'pointer' in there && (await there.pointer.isSameEntry(pointer))).toBe(true);
  expect(bytes).toBeGreaterThan(CSV.length);
  expect(await after.library.record('mine')).toMatchObject({ id: 'mine', config, looks: looks.map((step) => ({ step })) });
  const [found] = (await after.library.files({ contents: [table.hash] })) ?? [];
  expect(found && 'file' in found && (await found.file.text())).toBe(CSV);
  expect(await after.data.open({ files: found && 'file' in found ? [found.file] : [] }, () => {})).toEqual(table);

  // What another tab removes for good can be read as long as somebody has it.
  await before.library.remove({ data: [table.hash] });
  await before.library.sweep();
  expect(found && 'file' in found && (await found.file.text())).toBe(CSV);

  expect(await after.library.keepNothing(true)).toMatchObject({ runs: [], data: [], keeps: false });
  expect(await before.library.read()).toMatchObject({ runs: [], data: [], keeps: false });
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  expect(names.filter((name) => name !== 'elsewhere.csv' && name !== 'files' && name !== 'runs')).toEqual([]);
  await after.library.keepNothing(false);
  await root.removeEntry('elsewhere.csv');
}, 120_000);

test('another worker sees a run that is being trained, may not train it, and may say meanwhile that nothing is kept: the run goes on', async () => {
  const [trains, looks] = [connect(), connect()];
  for (const each of [trains, looks]) await each.library.read();
  await trains.data.open({ files: [new File([CSV], 'shop.csv')] }, () => {});
  const config = completeRunConfig({ ...settings, train: { epochs: 200, patience: 200, batch: 32 } }, roles);
  const troubles: string[] = [];
  const phases: string[] = [];
  const trained = trains.run.train(
    config,
    (event) => {
      if (event.type === 'not kept') troubles.push(event.why);
      if (event.type === 'phase') phases.push(event.phase);
    },
    { id: 'shared' },
  );
  const seen = async () => (await looks.library.read()).runs.find(({ id }) => id === 'shared');
  await expect.poll(seen, { timeout: 30_000 }).toMatchObject({ elsewhere: true });
  expect((await trains.library.read()).runs.find(({ id }) => id === 'shared')?.elsewhere).toBeUndefined();
  await expect.poll(async () => ((await looks.library.follow('shared')) as { run?: RunRecord }).run?.epochs.length, { timeout: 30_000 }).toBeGreaterThan(1);
  await expect(looks.run.goOn('shared', 'page', () => {})).rejects.toThrow('this run is being trained already, by a comparison or in another tab');

  expect(await looks.library.keepNothing(true)).toMatchObject({ runs: [], keeps: false });
  await expect.poll(() => troubles).toEqual(['nothing is to be kept on this machine']);
  expect((await looks.library.follow('shared')).elsewhere).toBe(true);
  await looks.library.keepNothing(false);
  await expect.poll(seen).toMatchObject({ elsewhere: true, resumable: { engine: 'cpu' } });
  // The same in the tab that trains.
  expect(await trains.library.keepNothing(true)).toMatchObject({ runs: [], keeps: false });
  expect(phases.at(-1)).toBe('training');
  await trains.run.stop();
  await trained;
  expect(phases.at(-1)).toBe('stopped');
  expect(await looks.library.follow('shared')).toEqual({ elsewhere: false });
  const root = await navigator.storage.getDirectory();
  expect(await sizesIn(await root.getDirectoryHandle('runs', { create: true }))).toEqual(new Map());
  await looks.library.keepNothing(false);
}, 120_000);
