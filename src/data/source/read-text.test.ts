import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fileOf } from '../test-helpers';
import { readText } from './read-text';

test.each([
  ['plain', 'é漢🙂 and more'],
  ['gzip', gzipSync('é漢🙂 and more')],
])('a whole text, %s, wherever its bytes are cut', async (_, content) => {
  for (const chunkBytes of [1, 3, 1000]) expect(await readText(fileOf(content, { chunkBytes }))).toBe('é漢🙂 and more');
});

test('a text that is too long is refused while it is read', async () => {
  expect(await readText(fileOf('12345'), 5)).toBe('12345');
  await expect(readText(fileOf(gzipSync('x'.repeat(100_000)), { name: 'split.json.gz' }), 5)).rejects.toThrow(
    'split.json.gz: the file holds more than 5 characters. Choose a smaller file.',
  );
});
