import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { ownLogit, range } from '../fused.definition.test-helper';
import { logitGradient } from '../fused.gradient.test-helper';
import { bothWays, domainsOf, drawn, exact, type Family, integers, normals, once } from './case.test-helper';

interface LogitChoice {
  towers: number;
  counts: number[];
  width: number;
}

function logitFamily({ towers, counts, width }: LogitChoice): Family {
  const [domains, rows] = [counts.length, counts.reduce((a, b) => a + b, 0)];
  const title = `${towers} towers of ${rows} rows, ${width} wide, domains of ${counts.join(' + ')}`;
  const made = once(() => {
    const random = randomStream(5, `logit/${title}`);
    const domainOf = domainsOf(random, counts, 0);
    const shape = { towers, rows, width, domainOf };
    const [z, weight, bias] = [normals(random, [towers, rows, width]), normals(random, [domains, width, 1]), normals(random, [domains, 1, 1])];
    const dy = normals(random, [1, rows, 1]);
    const ints = integers(
      domainOf.flatMap((d) => [d, random.below(1000)]),
      [rows, 2],
    );
    const inputs = { z: exact(z), weight: exact(weight), bias: exact(bias) };
    const gradient = bothWays(inputs, exact(dy), (given) => ownLogit(given, shape), logitGradient(inputs, exact(dy), shape));
    return { shape, z, weight, bias, dy, ints, inputs, gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.OWN_LOGIT,
        title,
        make: () => {
          const { z, weight, bias, ints, inputs, shape } = made();
          return { inputs: { z, weight, bias, ints }, attributes: {}, results: [{ shape: [1, rows, 1], values: ownLogit(inputs, shape) }] };
        },
      },
      {
        kernel: kernel.OWN_LOGIT_GRADIENT,
        title,
        make: () => {
          const { dy, z, weight, ints, gradient } = made();
          const results = [
            { shape: z.shape, values: gradient.wanted.z },
            { shape: weight.shape, values: gradient.wanted.weight, into: 'intoWeight' },
            { shape: [domains, 1, 1], values: gradient.wanted.bias, into: 'intoBias' },
          ];
          return { inputs: { dy, z, weight, ints }, attributes: {}, results };
        },
      },
    ],
    gradient: { title: `own logit, ${title}`, make: () => made().gradient },
  };
}

export const LOGITS: Family[] = [
  ...drawn('logit', 4, (size): LogitChoice => {
    const counts = range(size(4)).map(() => size(20) - 1);
    return { towers: size(2) === 1 ? 1 : counts.length, counts: [...counts, 1].slice(-counts.length), width: size(21) };
  }),
  { towers: 1, counts: [1], width: 1 },
  { towers: 1, counts: [2, 1, 2], width: 4 },
  { towers: 3, counts: [6, 0, 1], width: 5 },
  { towers: 3, counts: [140, 1, 159], width: 70 },
  { towers: 1, counts: [300, 0, 13, 100, 100], width: 35 },
].map(logitFamily);
