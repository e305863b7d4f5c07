import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { ContentHash } from './content-hash';

afterEach(() => vi.unstubAllGlobals());

const MEGABYTE = 1 << 20;
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** The definition. */
function defined(bytes: Uint8Array): string {
  const digests = [];
  for (let at = 0; at < bytes.length; at += MEGABYTE) digests.push(sha(bytes.subarray(at, at + MEGABYTE)));
  return sha(Buffer.concat(digests)).toString('hex');
}

async function hashOf(bytes: Uint8Array, chunk: number): Promise<string> {
  const hash = new ContentHash();
  for (let at = 0; at < bytes.length; at += chunk) await hash.update(bytes.subarray(at, at + chunk));
  return hash.digest();
}

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 9) + 13 * (i >> 20)) & 255);

test.each([0, 1, 1000, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 7.5 * MEGABYTE])(
  'of %i bytes it is what it is defined as, in whatever chunks they come',
  async (length) => {
    const bytes = bytesOf(length);
    for (const chunk of [65_537, 3 * MEGABYTE]) expect(await hashOf(bytes, chunk)).toBe(defined(bytes));
  },
);

test('where the browser does not hash, JavaScript does the same', async () => {
  const bytes = bytesOf(2.5 * MEGABYTE);
  vi.stubGlobal('crypto', {});
  expect(await hashOf(bytes, 100_000)).toBe(defined(bytes));
});

test('one byte, or two pieces that change places, are another content', async () => {
  const bytes = bytesOf(3 * MEGABYTE);
  const other = bytes.slice();
  other[2 * MEGABYTE + 5] = 1 ^ (other[2 * MEGABYTE + 5] as number);
  const turned = Uint8Array.from([...bytes.subarray(MEGABYTE, 2 * MEGABYTE), ...bytes.subarray(0, MEGABYTE), ...bytes.subarray(2 * MEGABYTE)]);
  expect(new Set([await hashOf(bytes, MEGABYTE), await hashOf(other, MEGABYTE), await hashOf(turned, MEGABYTE)]).size).toBe(3);
});
