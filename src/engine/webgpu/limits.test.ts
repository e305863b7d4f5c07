import { expect, test } from 'vitest';
import { exceededLimit, largestTensor } from './limits';

const limits = { maxStorageBufferBindingSize: 128, maxBufferSize: 256 };

test('what fits, and which limit what does not fit exceeds', () => {
  expect(exceededLimit(limits, [])).toBeUndefined();
  expect(exceededLimit(limits, [1, 128, 64])).toBeUndefined();
  expect(exceededLimit(limits, [64, 132, 1])).toEqual({ limit: 'maxStorageBufferBindingSize', most: 128, needed: 132 });
  expect(exceededLimit({ ...limits, maxStorageBufferBindingSize: 1024 }, [260])).toEqual({ limit: 'maxBufferSize', most: 256, needed: 260 });
  expect(largestTensor(limits)).toBe(128);
});
