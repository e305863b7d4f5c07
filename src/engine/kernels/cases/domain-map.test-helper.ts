import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { domainMap, type MapShape } from '../fused.definition.test-helper';
import { domainMapGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, normals, once } from './case.test-helper';

function mapFamily(sizes: MapShape): Family {
  const { domains, times, rows, width } = sizes;
  const title = `${domains} domains, ${times} times, ${rows} rows, ${width} wide`;
  const attributes = { times };
  const made = once(() => {
    const random = randomStream(29, `maps/${title}`);
    const x = normals(random, [1, rows, width]);
    const [weight, bias] = [normals(random, [domains, 1, width]), normals(random, [domains, 1, width])];
    const dy = normals(random, [domains * times, rows, width]);
    const inputs = { x: exact(x), weight: exact(weight), bias: exact(bias) };
    const gradient = bothWays(inputs, exact(dy), (given) => domainMap(given, sizes), domainMapGradient(inputs, exact(dy), sizes));
    return { x, weight, bias, dy, y: domainMap(inputs, sizes), gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.DOMAIN_MAP,
        title,
        make: () => {
          const { x, weight, bias, dy, y } = made();
          return { inputs: { x, weight, bias }, attributes, results: [{ shape: dy.shape, values: y }] };
        },
      },
      {
        kernel: kernel.DOMAIN_MAP_GRADIENT,
        title,
        make: () => {
          const { x, weight, bias, dy, gradient } = made();
          const results = [
            { shape: x.shape, values: gradient.wanted.x },
            { shape: weight.shape, values: gradient.wanted.weight, into: 'intoWeight' },
            { shape: bias.shape, values: gradient.wanted.bias, into: 'intoBias' },
          ];
          return { inputs: { dy, x, weight }, attributes, results };
        },
      },
    ],
    gradient: { title: `domain maps, ${title}`, make: () => made().gradient },
  };
}

export const MAPS: Family[] = [
  ...drawn('maps', 4, (size) => ({ domains: size(4), times: size(3), rows: size(20), width: size(13) })),
  { domains: 1, times: 1, rows: 1, width: 1 },
  { domains: 3, times: 2, rows: 5, width: 4 },
  { domains: 2, times: 1, rows: 9, width: 7 },
  { domains: 3, times: 2, rows: 300, width: 113 },
  { domains: 5, times: 1, rows: 600, width: 9 },
  { domains: 2, times: 3, rows: 65, width: 130 },
].map(mapFamily);
