import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { crossLayer } from '../fused.definition.test-helper';
import { crossGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, floats, normals, once } from './case.test-helper';

function crossFamily([rows, width, first = false]: [number, number, boolean?]): Family {
  const title = `${rows} rows, ${width} wide${first ? ', the first layer' : ''}`;
  const whole = [1, rows, width];
  const made = once(() => {
    const random = randomStream(7, `cross/${title}`);
    const [x0, w, b] = [normals(random, whole), normals(random, [1, width, 1], 1 / Math.sqrt(width)), normals(random, [1, 1, width])];
    // The first layer's input is the network's: one tensor twice.
    const x = first ? x0 : normals(random, whole);
    const dy = normals(random, whole);
    const inputs = { x0: exact(x0), x: exact(x), w: exact(w), b: exact(b) };
    const gradient = bothWays(inputs, exact(dy), (given) => crossLayer(given, rows).y, crossGradient(inputs, exact(dy), rows));
    return { x0, x, w, b, dy, out: crossLayer(inputs, rows), gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.CROSS_LAYER,
        title,
        make: () => {
          const { x0, x, w, b, out } = made();
          const results = [
            { shape: whole, values: out.y },
            { shape: [1, rows, 1], values: out.projection },
          ];
          return { inputs: { x0, x, w, b }, attributes: {}, results };
        },
      },
      {
        kernel: kernel.CROSS_LAYER_GRADIENT,
        title,
        make: () => {
          const { dy, x0, x, w, b, out, gradient } = made();
          const results = [
            { shape: whole, values: gradient.wanted.x0 },
            { shape: whole, values: gradient.wanted.x },
            { shape: w.shape, values: gradient.wanted.w, into: 'intoW' },
            { shape: b.shape, values: gradient.wanted.b, into: 'intoB' },
          ];
          return { inputs: { dy, x0, x, w, projection: floats(out.projection, [1, rows, 1]) }, attributes: {}, results };
        },
      },
    ],
    gradient: { title: `cross layer, ${title}`, make: () => made().gradient },
  };
}

export const CROSSES: Family[] = (
  [...drawn('cross', 4, (size): [number, number] => [size(40), size(21)]), [1, 1], [4, 3], [7, 5], [300, 113], [513, 35], [6, 5, true]] as [
    number,
    number,
    boolean?,
  ][]
).map(crossFamily);
