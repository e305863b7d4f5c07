import { beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../protocol/run';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, keepEveryEpoch, keptBefore, type Trained, tableFile, worker } from './worker-in-node.test-helper';

/** A page that arrives asks for the run that was there. A person may press Train before it is known what is kept of it. */

let before: Trained;
beforeAll(async () => {
  keepEveryEpoch();
  const root = new MemoryFolder();
  asBrowser(() => root);
  before = await keptBefore();
});

/** A worker that has just started, with the table. */
async function arrived() {
  const rooms = worker();
  await rooms.library.read();
  await rooms.data.open({ files: [tableFile()] }, () => {});
  return rooms;
}

test('who brings back an old model makes way for a new run, from the first moment on', async () => {
  const { run } = await arrived();
  const back = run.goOn('before', 'page', () => {});
  const phases: string[] = [];
  await run.train(before.run.config, (event) => event.type === 'phase' && phases.push(event.phase), { id: 'after' });
  await back;
  expect(phases.at(-1)).toBe('done');
  expect(await run.weights('model')).toEqual(before.weights);
});

test('who trains does not, and what could not go on is in nobody’s way', async () => {
  const { run } = await arrived();
  const phases: string[] = [];
  const hear = (event: RunEvent) => event.type === 'phase' && phases.push(event.phase);
  const again = run.goOn('never kept', 'page', hear, { anew: { config: before.run.config } });
  await expect(run.train(before.run.config, () => {}, { id: 'other' })).rejects.toThrow('a run is still going on');
  await again;
  expect(phases.at(-1)).toBe('done');

  const fails = run.goOn('never kept either', 'page', hear);
  const trains = run.train(before.run.config, () => {}, { id: 'another' });
  await expect(fails).rejects.toThrow('nothing of this run is kept');
  await trains;
  expect(await run.weights('model')).toEqual(before.weights);
});
