import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import { mutated } from '../lib/mutate.test-helper';
import { type Random, randomStream } from '../lib/random';
import { UserError } from '../lib/user-error';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { readRunSlots } from '../storage/run-slots';
import { keptOf } from './checkpoints';
import { asBrowser, keepEveryEpoch, keptBefore, tableFile, worker } from './worker-in-node.test-helper';

/**
 * The two slots of a run, torn, cut short, with changed bits, or full of something else: the run goes on from one that is whole, to the
 * very same weights, or it is said that nothing is kept. `npm run verify -- --only slots` tries very many.
 */
const SLOTS = Number(process.env.TORN_SLOTS ?? 120);
/** Every so many the run goes on; of the others it is looked at what is read. */
const EVERY = 25;

type Bytes = Uint8Array<ArrayBuffer>;
const root = new MemoryFolder();
let whole: Awaited<ReturnType<typeof keptBefore>>;
let good: [Bytes, Bytes];

const slot = (i: number) => {
  const found = root.folders.get('runs')?.folders.get('before')?.files.get(`state.${i}`);
  if (!found) throw new Error('There is no such slot.');
  return found;
};
/** What lies behind the head of a slot. */
const contentOf = (bytes: Bytes) => bytes.subarray(64);
const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

beforeAll(async () => {
  keepEveryEpoch();
  asBrowser(() => root);
  whole = await keptBefore();
  good = [slot(0).bytes, slot(1).bytes];
});

/** How a slot may be found: as a writing left it that was cut off, and otherwise. */
function torn(own: Bytes, other: Bytes, random: Random): Bytes {
  const at = random.below(own.length);
  const way = random.below(6);
  if (way === 0) return own.slice(0, at);
  if (way === 1) {
    const bits = own.slice();
    for (let left = 1 + random.below(3); left > 0; left--) {
      const place = random.below(random.below(2) ? own.length : 64);
      bits[place] = (bits[place] as number) ^ (1 << random.below(8));
    }
    return bits;
  }
  // The other's bytes over this one's, up to a place: with its head, or before it was written.
  if (way === 2)
    return Uint8Array.from([...(random.below(2) ? new Uint8Array(64) : other.subarray(0, 64)), ...other.subarray(64, at), ...own.subarray(Math.max(64, at))]);
  if (way === 3) return new Uint8Array(own.length);
  if (way === 4) return Uint8Array.from([...own.subarray(0, 64), ...other.subarray(64)]);
  return mutated(own, random, other) as Bytes;
}

test('slots that are torn, cut short or changed', { timeout: 3_600_000 }, async () => {
  const problems: string[] = [];
  let taken = 0;
  for (let number = 0; number < SLOTS && problems.length < 6; number++) {
    const random = randomStream(number, 'torn slots');
    const which = [[0], [1], [0, 1]][random.below(3)] as number[];
    for (const i of [0, 1]) slot(i).bytes = which.includes(i) ? torn(good[i] as Bytes, good[1 - i] as Bytes, random) : (good[i] as Bytes);
    const untouched = [0, 1].filter((i) => same(slot(i).bytes, good[i] as Bytes));
    try {
      const read = await readRunSlots('before');
      const known = [0, 1].find((i) => read && same(read, contentOf(good[i] as Bytes)));
      if (read && known === undefined) problems.push(`${number}: what was never written was read`);
      if (!read && untouched.length > 0) problems.push(`${number}: a whole slot was not taken`);
      if (read) taken++;
      const checkpoint = await keptOf('before');
      if ((checkpoint === undefined) !== (read === undefined)) problems.push(`${number}: it is read once, and once not`);
      if (number % EVERY !== 0) continue;
      const rooms = worker();
      await rooms.library.read();
      await rooms.data.open({ files: [tableFile()] }, () => {});
      const went = await rooms.run.goOn('before', 'page', () => {}).catch((error: unknown) => error);
      if (went instanceof Error && !(went instanceof UserError && read === undefined)) problems.push(`${number}: ${went.stack}`);
      else if (!went && !same(await rooms.run.weights('model'), whole.weights)) problems.push(`${number}: it came to other weights`);
    } catch (error) {
      problems.push(`${number}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  expect(problems).toEqual([]);
  // Both ends are tried.
  expect(taken).toBeGreaterThan(SLOTS / 2);
  expect(taken).toBeLessThan(SLOTS);
});
