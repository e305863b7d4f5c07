import { expect, test } from 'vitest';
import { base64 } from './base64';

test.each([0, 1, 2, 3, 0x8000 - 1, 0x8000, 0x8000 + 1, 300_000])('%i bytes are what Node makes of them', (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 7919) % 256);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});
