import { expect, test } from 'vitest';
import { rangesOf } from './fonts';

test('ranges of letters as a style sheet writes them', () => {
  expect(rangesOf('U+0000-00FF, U+131, u+4??')).toEqual([
    [0, 0xff],
    [0x131, 0x131],
    [0x400, 0x4ff],
  ]);
  expect(rangesOf('')).toEqual([[0, 0x10ffff]]);
});
