import { beforeAll, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import { ROLES } from '../runs/run.test-helper';
import { KeptLibrary } from '../storage/library';
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

  expect(await after.library.keepNothing(true)).toMatchObject({ runs: [], data: [], keeps: false });
  expect(await before.library.read()).toMatchObject({ runs: [], data: [], keeps: false });
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  expect(names.filter((name) => name !== 'elsewhere.csv' && name !== 'files' && name !== 'runs')).toEqual([]);
  await after.library.keepNothing(false);
  await root.removeEntry('elsewhere.csv');
}, 120_000);
