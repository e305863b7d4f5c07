import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Table } from '../table/table';
import { makeDemo } from '.';

/** SHA-256 of all that a demo's rows say: the columns' names, codes and texts in their order, and the true logits. */
function checksum({ columns, trueLogits }: Table): string {
  const sum = createHash('sha256');
  for (const { name, codes, values } of columns) sum.update(`${name}\n${values.join('\t')}\n${codes.join('\t')}\n`);
  // Six digits: sine, cosine and logarithm may differ in their last bit from one JavaScript engine to the next.
  sum.update(Array.from(trueLogits as Float64Array, (logit) => logit.toFixed(6)).join('\t'));
  return sum.digest('hex');
}

// Measured tables, the stored run and links name these sets. If their rows change, all of that is to be made anew.
test.each<[name: string, seed: number, sum: string]>([
  ['conflict', 1, 'e7b7e958c6f16a8dda8a92e09acf33fd4521b7dbbc60c747f0748bef39d0de32'],
  ['conflict', 7, '629ddfbfedc1c078c0b7a45ed640d2b6f84454c6869085d14b6a8551da0988d7'],
  ['agreement', 1, '203f91da73b96c5399efb4526f1a99b5b1d475291555fbe2dfca4b84d3a9a409'],
  ['agreement', 7, '3d767ce5d0f93937887faf4f89b5a63884aca3336f7a81d2d8c894faba917b25'],
  ['many', 1, '279235cedf7777f0c07aa42c88a95c55da8f4644a657c041ea8af55fb4af7695'],
  ['many', 7, 'a2e3d7d549a74510792e4b4d69e47e02c998fb67c79e21bbf0e814be5c82117a'],
])('the rows of %s, seed %i, are the ones that they were', (name, seed, sum) => {
  expect(checksum(makeDemo(name, { seed }).table)).toBe(sum);
});
