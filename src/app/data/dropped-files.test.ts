import { expect, test } from 'vitest';
import { droppedFiles } from './dropped-files';

type Tree = { [name: string]: string | Tree };

const fileEntry = (name: string, text: string) => ({
  name,
  isFile: true,
  isDirectory: false,
  file: (take: (file: File) => void) => take(new File([text], name)),
});

/** A folder as a browser tells of it: some entries at a time, then none. */
function folderEntry(name: string, tree: Tree): unknown {
  const entries = Object.entries(tree).map(([child, of]) => (typeof of === 'string' ? fileEntry(child, of) : folderEntry(child, of)));
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const rest = [...entries];
      return { readEntries: (take: (some: unknown[]) => void) => take(rest.splice(0, 2)) };
    },
  };
}

const dropped = (...entries: unknown[]) =>
  droppedFiles({ files: [], items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) } as unknown as DataTransfer);

test('the files of a folder, of those in it too, by their paths; hidden ones and what a Mac adds are passed over', async () => {
  const files = await dropped(
    folderEntry('data', {
      'a.csv': 'a',
      '.hidden': 'x',
      nl: { 'train.csv': 'n', 'test.csv': 't' },
      '.git': { config: 'x' },
      __MACOSX: { 'a.csv': 'x' },
      'z.csv': 'z',
    }),
    fileEntry('alone.csv', 'o'),
  );
  expect(files.map(({ name }) => name)).toEqual(['data/a.csv', 'data/nl/train.csv', 'data/nl/test.csv', 'data/z.csv', 'alone.csv']);
  expect(await files[1]?.text()).toBe('n');
});

test('files without a folder are those of the event; of a folder of thousands a thousand are looked at', async () => {
  const plain = [new File(['a'], 'a.csv')];
  const transfer = { files: plain, items: [{ webkitGetAsEntry: () => fileEntry('a.csv', 'a') }] } as unknown as DataTransfer;
  expect(await droppedFiles(transfer)).toEqual(plain);
  const many = Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`${i}.csv`, '']));
  expect(await dropped(folderEntry('many', many))).toHaveLength(1000);
});

test('a file that cannot be read is an error', async () => {
  const broken = { ...fileEntry('a.csv', ''), file: (_: unknown, fail: (error: Error) => void) => fail(new Error('gone')) };
  const folder = { name: 'f', isFile: false, isDirectory: true, createReader: () => ({ readEntries: (take: (some: unknown[]) => void) => take([broken]) }) };
  await expect(dropped(folder)).rejects.toThrow('gone');
});
