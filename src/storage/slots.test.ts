import { expect, test } from 'vitest';
import { randomStream } from '../lib/random';
import { memoryFile } from './memory-file';
import { Slots, type SyncFile } from './slots';

const text = (value: string) => new TextEncoder().encode(value);
const read = async (files: [SyncFile, SyncFile]) => {
  const content = await new Slots(files).read();
  return content && new TextDecoder().decode(content);
};

/** What the file held at each moment: after each writing, and in the middle of each. */
function recorded(file: SyncFile): { file: SyncFile; moments: Uint8Array<ArrayBuffer>[] } {
  const moments: Uint8Array<ArrayBuffer>[] = [];
  const note = () => {
    const now = new Uint8Array(file.getSize());
    file.read(now, { at: 0 });
    moments.push(now);
  };
  const parts = (bytes: Uint8Array<ArrayBuffer>, at: number) => {
    for (let i = 0; i < bytes.length; i += 7) {
      file.write(bytes.subarray(i, i + 7), { at: at + i });
      note();
    }
    return bytes.length;
  };
  const truncate = (size: number) => {
    file.truncate(size);
    note();
  };
  return { file: { ...file, write: (bytes, { at }) => parts(bytes, at), truncate }, moments };
}

const fileOf = (bytes: Uint8Array<ArrayBuffer>) => {
  const file = memoryFile();
  file.write(bytes, { at: 0 });
  return file;
};
const bytesOf = (file: SyncFile) => {
  const bytes = new Uint8Array(file.getSize());
  file.read(bytes, { at: 0 });
  return bytes;
};

test('nothing is there before the first writing; afterwards what was written last, however long', async () => {
  const files: [SyncFile, SyncFile] = [memoryFile(), memoryFile()];
  expect(await read(files)).toBeUndefined();
  const slots = new Slots(files);
  for (const content of ['first', 'a much longer second one', '3', '']) {
    await slots.write(text(content));
    expect(await read(files)).toBe(content);
  }
  // Another who opens them goes on counting.
  const later = new Slots(files);
  await later.write(text('later'));
  expect(await read(files)).toBe('later');
});

test('a writing that is cut off at any byte leaves what was there before', async () => {
  const files: [SyncFile, SyncFile] = [memoryFile(), memoryFile()];
  await new Slots(files).write(text('the one before it'));
  await new Slots(files).write(text('the one before'));
  // The next goes to the first file.
  const first = recorded(files[0]);
  await new Slots([first.file, files[1]]).write(text('a new one that is longer than the others'));
  expect(first.moments.length).toBeGreaterThan(10);
  const found = new Set<string | undefined>();
  for (const moment of first.moments) found.add(await read([fileOf(moment), files[1]]));
  expect([...found]).toEqual(['the one before', 'a new one that is longer than the others']);
});

test('a changed bit, a lost end, foreign bytes: the other slot, or nothing; never what was not written', async () => {
  const files: [SyncFile, SyncFile] = [memoryFile(), memoryFile()];
  const slots = new Slots(files);
  await slots.write(text('older'));
  await slots.write(text('newer'));
  const [older, newer] = files.map(bytesOf) as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  for (let bit = 0; bit < 8 * newer.length; bit++) {
    const changed = newer.slice();
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(await read([fileOf(older), fileOf(changed)])).toBe('older');
    const old = older.slice(0, newer.length);
    old[bit >> 3] = (old[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(await read([fileOf(old), fileOf(newer)])).toBe('newer');
  }
  for (let length = 0; length < newer.length; length++) expect(await read([fileOf(older), fileOf(newer.slice(0, length))])).toBe('older');
  const random = randomStream(1, 'foreign');
  for (let i = 0; i < 100; i++) {
    const foreign = Uint8Array.from({ length: random.below(200) }, () => random.below(256));
    expect(await read([fileOf(foreign), fileOf(foreign)])).toBeUndefined();
  }
});

test('a disk that is full leaves what was there, and says so', async () => {
  const files: [SyncFile, SyncFile] = [memoryFile(), memoryFile()];
  await new Slots(files).write(text('before'));
  const full: SyncFile = { ...files[1], write: (bytes, { at }) => files[1].write(bytes.subarray(0, 3), { at }) };
  await expect(new Slots([files[0], full]).write(text('no room for this'))).rejects.toThrow('3 of 64 bytes');
  expect(await read(files)).toBe('before');
});
