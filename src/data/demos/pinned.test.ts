import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Table } from '../table/table';
import { makeDemo } from '.';

/** SHA-256 of all that a demo's rows say: the columns' names, codes and texts in their order, and the true logits. */
function checksum({ columns, trueLogits }: Table): string {
  const sum = createHash('sha256');
  for (const { name, codes, values } of columns) sum.update(`${name}\n${[...values].join('\t')}\n${codes.join('\t')}\n`);
  // Six digits: sine, cosine and logarithm may differ in their last bit from one JavaScript engine to the next.
  sum.update(Array.from(trueLogits as Float64Array, (logit) => logit.toFixed(6)).join('\t'));
  return sum.digest('hex');
}

// Measured tables, the stored run and links name these sets. If their rows change, all of that is to be made anew.
test.each<[name: string, seed: number, sum: string]>([
  ['conflict', 1, '9e48a04c98b00c81e5eb75a5cf45dd1389bf5ebffa302a9fe46027da348283e2'],
  ['conflict', 7, 'ed46a95494b7611dd981b31f62f5af3549a8c4c846e0dc3776171afd4a5ef750'],
  ['agreement', 1, '9bc0fd6a3fd21100241906f6a42d40376cd9ed8ef9638ae5143fb16ea9b44d5c'],
  ['agreement', 7, '1dbbea78813043fd880684b125ea44d7df817acaf29433d90a4dc929314cec70'],
  ['many', 1, '489feacce1ddf76acd61023a22a0e57477456e57a64cba76198b594dde06be5c'],
  ['many', 7, 'e85403a640ea085f1a7179c563a823c8daacafc213c38f91c88a0bd86cd81404'],
  ['tiny', 1, '4a7728ab986feaeda3d46ec0783fd717240be491726de89ee7301c92ca2a00a8'],
  ['tiny', 7, 'fd481957a5f6a94f720d418caa035bc65088b13b159bf563d22eec83871ea3e5'],
  ['one-noisy', 1, '482160b6927ce3f217588db32a393c58ca6c3cb701c9aaee8617bf369563039b'],
  ['one-noisy', 7, 'b2aa74ddb838a459de56a7f4c7112fedb487f1d923883d56479c8f3157bf062d'],
])('the rows of %s, seed %i, are the ones that they were', (name, seed, sum) => {
  expect(checksum(makeDemo(name, { seed }).table)).toBe(sum);
});
