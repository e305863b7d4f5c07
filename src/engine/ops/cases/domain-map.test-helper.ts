import type { Tensor3D } from '@tensorflow/tfjs-core';
import { domainMaps, eachRepeated } from '../domain-map';
import { at, B, D, M, type OpCase, over3 } from './case.test-helper';

const maps = (times: number): OpCase => ({
  name: `domain maps, each ${times} times`,
  inputs: [
    [1, B, M],
    [D, 1, M],
    [D, 1, M],
  ],
  op: ([x, weight, bias]) => domainMaps(x as Tensor3D, weight as Tensor3D, bias as Tensor3D, times),
  definition: ([x, weight, bias]) =>
    over3(D * times, B, M, (n, b, j) => {
      const own = Math.floor(n / times) * M + j;
      return at(x as Float64Array, b * M + j) * at(weight as Float64Array, own) + at(bias as Float64Array, own);
    }),
});

const repeated = (groups: number, times: number): OpCase => ({
  name: `each of ${groups} towers ${times} times`,
  inputs: [[groups, B, M]],
  op: ([x]) => eachRepeated(x as Tensor3D, times),
  definition: ([x]) => over3(groups * times, B, M, (n, b, j) => at(x as Float64Array, (Math.floor(n / times) * B + b) * M + j)),
});

export const DOMAIN_MAP_CASES: OpCase[] = [maps(1), maps(3), repeated(1, 3), repeated(D, 2)];
