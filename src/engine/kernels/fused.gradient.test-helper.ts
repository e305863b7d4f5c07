import {
  type Arrays,
  addTo,
  at,
  type CellInputs,
  type CellShape,
  type EmbedShape,
  type GateShape,
  gateFactor,
  keptFactor,
  type LinearShape,
  type LogitShape,
  type MapShape,
  type MixShape,
  matrixOf,
  mixExperts,
  momentsOf,
  NORM_EPS,
  type NormInputs,
  type NormShape,
  passes,
  product,
  range,
  setsOf,
  valuesOf,
} from './fused.definition.test-helper';

/**
 * The gradients of the definitions, twice: by central differences, which know nothing but the definition, and, for shapes
 * where those take too long, by the chain rule, step by step along the definition (through W = U H V, through mean and
 * variance), which is not how the kernels go.
 */

/** Whole shapes are differentiated in an instant up to about so many inputs. */
export const MOST_DIFFERENCES = 400;

/**
 * d (dy . forward) / d inputs. In float64 the error of a central difference over h = 1e-5 is about 1e-10, from its third
 * derivative and from rounding alike.
 */
export function differences<Name extends string>(
  inputs: Arrays<Name>,
  dy: ArrayLike<number>,
  forward: (inputs: Arrays<Name>) => ArrayLike<number>,
): Arrays<Name> {
  const h = 1e-5;
  const objective = () => {
    const y = forward(inputs);
    return range(dy.length).reduce((sum, i) => sum + at(dy, i) * at(y, i), 0);
  };
  const gradient = (values: Float64Array) =>
    Float64Array.from(values, (value, i) => {
      values[i] = value + h;
      const above = objective();
      values[i] = value - h;
      const below = objective();
      values[i] = value;
      return (above - below) / (2 * h);
    });
  return Object.fromEntries((Object.entries(inputs) as [Name, Float64Array][]).map(([name, values]) => [name, gradient(values)])) as Arrays<Name>;
}

export function linearGradient({ x, weight, bias }: Arrays<'x' | 'weight' | 'bias'>, dy: Float64Array, shape: LinearShape): Arrays<'x' | 'weight' | 'bias'> {
  const { inputs, outputs } = shape;
  const d = { x: new Float64Array(x.length), weight: new Float64Array(weight.length), bias: new Float64Array(bias.length) };
  for (const { map, from, to } of passes(shape))
    for (let j = 0; j < outputs; j++) {
      const slope = at(dy, to * outputs + j);
      addTo(d.bias, map * outputs + j, slope);
      for (let i = 0; i < inputs; i++) {
        addTo(d.x, from * inputs + i, slope * at(weight, (map * inputs + i) * outputs + j));
        addTo(d.weight, (map * inputs + i) * outputs + j, slope * at(x, from * inputs + i));
      }
    }
  return d;
}

/** By x, gamma and beta: y = gamma * (x - mean) * scale + beta, differentiated by each factor, then those by x. */
export function normGradient(inputs: NormInputs, dy: Float64Array, shape: NormShape): Arrays<'x' | 'gamma' | 'beta'> {
  const { x, gamma, beta } = inputs;
  const { rows, width, count, shared, rectified, unbiased } = shape;
  const d = { x: new Float64Array(x.length), gamma: new Float64Array(gamma.length), beta: new Float64Array(beta.length) };
  for (const set of setsOf(shape, count))
    for (let j = 0; j < width; j++) {
      const index = (b: number) => (set.tower * rows + b) * width + j;
      const parameter = shared ? j : set.slot * width + j;
      const { mean, variance } = momentsOf(inputs, shape, set, j);
      const scale = 1 / Math.sqrt(variance + NORM_EPS);
      let [byMean, byScale] = [0, 0];
      for (const b of set.applied) {
        const i = index(b);
        const line = at(gamma, parameter) * (at(x, i) - mean) * scale + at(beta, parameter);
        const byLine = !rectified ? at(dy, i) : line > 0 ? at(dy, i) * keptFactor(shape, i) : 0;
        addTo(d.beta, parameter, byLine);
        addTo(d.gamma, parameter, byLine * (at(x, i) - mean) * scale);
        addTo(d.x, i, byLine * at(gamma, parameter) * scale);
        byMean -= byLine * at(gamma, parameter) * scale;
        byScale += byLine * at(gamma, parameter) * (at(x, i) - mean);
      }
      if (set.absent) continue;
      const n = set.made.length;
      const byVariance = (-byScale * scale ** 3) / 2;
      for (const b of set.made) {
        const varianceByX = n > 1 ? (2 * (at(x, index(b)) - mean)) / (unbiased ? n - 1 : n) : 0;
        addTo(d.x, index(b), byMean / n + byVariance * varianceByX);
      }
    }
  return d;
}

/** Through the weights of each row: first by W, then by the factors of W. */
export function cellGradient({ z, h, u1, v1, u2, v2, b1, b2 }: CellInputs, du: Float64Array, shape: CellShape): CellInputs {
  const { towers, rows, width: m, k, r, scale } = shape;
  const like = (values: Float64Array) => new Float64Array(values.length);
  const d = { z: like(z), h: like(h), u1: like(u1), v1: like(v1), u2: like(u2), v2: like(v2), b1: like(b1), b2: like(b2) };
  for (let b = 0; b < rows; b++) {
    const own = matrixOf(h, b, shape);
    const [u1h, u2h] = [product(u1, own, m, k, k), product(u2, own, r, k, k)];
    const [down, up] = [product(u1h, v1, m, k, r), product(u2h, v2, r, k, m)];
    const [byDown, byUp] = [like(down), like(up)];
    for (let g = 0; g < towers; g++) {
      const row = (g * rows + b) * m;
      const [zRow, duRow] = [z.subarray(row, row + m), du.subarray(row, row + m)];
      const inner = product(zRow, down, 1, m, r).map((x, j) => 1 / (1 + Math.exp(-x - at(b1, j))));
      const byInner = product(duRow, transposed(up, r, m), 1, m, r).map((each, j) => each * at(inner, j) * (1 - at(inner, j)));
      d.z.set(product(byInner, transposed(down, m, r), 1, r, m), row);
      accumulate(byDown, product(zRow, byInner, m, 1, r));
      accumulate(byUp, product(inner, duRow, r, 1, m));
      accumulate(d.b1, byInner);
      accumulate(d.b2, duRow);
    }
    accumulate(d.u1, product(byDown, transposed(product(own, v1, k, k, r), k, r), m, r, k));
    accumulate(d.v1, product(transposed(u1h, m, k), byDown, k, m, r));
    accumulate(d.u2, product(byUp, transposed(product(own, v2, k, k, m), k, m), r, m, k));
    accumulate(d.v2, product(transposed(u2h, r, k), byUp, k, r, m));
    const byH = product(product(transposed(u1, m, k), byDown, k, m, r), transposed(v1, k, r), k, r, k);
    accumulate(byH, product(product(transposed(u2, r, k), byUp, k, r, m), transposed(v2, k, m), k, m, k));
    d.h.set(
      byH.map((each) => each * scale),
      b * k * k,
    );
  }
  return d;
}

export function embedGradient({ table }: Arrays<'table'>, dy: Float64Array, shape: EmbedShape): Arrays<'table'> {
  const d = new Float64Array(table.length);
  for (const { id, weight, to } of valuesOf(shape)) for (let j = 0; j < shape.width; j++) addTo(d, id * shape.width + j, weight * at(dy, to + j));
  return { table: d };
}

export function logitGradient(
  { z, weight, bias }: Arrays<'z' | 'weight' | 'bias'>,
  dy: Float64Array,
  { towers, rows, width, domainOf }: LogitShape,
): Arrays<'z' | 'weight' | 'bias'> {
  const d = { z: new Float64Array(z.length), weight: new Float64Array(weight.length), bias: new Float64Array(bias.length) };
  for (let b = 0; b < rows; b++) {
    const own = at(domainOf, b);
    const row = ((towers === 1 ? 0 : own) * rows + b) * width;
    addTo(d.bias, own, at(dy, b));
    for (let j = 0; j < width; j++) {
      d.z[row + j] = at(dy, b) * at(weight, own * width + j);
      addTo(d.weight, own * width + j, at(dy, b) * at(z, row + j));
    }
  }
  return d;
}

export function lossGradient({ logits }: Arrays<'logits'>, floats: ArrayLike<number>): Arrays<'logits'> {
  const columns = floats.length / logits.length;
  return { logits: logits.map((x, b) => at(floats, b * columns + 1) * (1 / (1 + Math.exp(-x)) - at(floats, b * columns))) };
}

/** Through mean and variance, as the definition goes. */
export function layerNormGradient(
  { x, gamma, beta }: Arrays<'x' | 'gamma' | 'beta'>,
  dy: Float64Array,
  { rows, width, own }: { rows: number; width: number; own: boolean },
): Arrays<'x' | 'gamma' | 'beta'> {
  const d = { x: new Float64Array(x.length), gamma: new Float64Array(gamma.length), beta: new Float64Array(beta.length) };
  for (let b = 0; b * width < x.length; b++) {
    const from = (own ? b : Math.floor(b / rows)) * width;
    const row = x.subarray(b * width, (b + 1) * width);
    const mean = row.reduce((sum, value) => sum + value, 0) / width;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width + NORM_EPS;
    const centred = row.map((value) => value - mean);
    const byCentred = new Float64Array(width);
    let byVariance = 0;
    for (let j = 0; j < width; j++) {
      const normal = at(centred, j) / Math.sqrt(variance);
      const open = at(gamma, from + j) * normal + at(beta, from + j) > 0 ? at(dy, b * width + j) : 0;
      addTo(d.gamma, from + j, open * normal);
      addTo(d.beta, from + j, open);
      addTo(byCentred, j, (open * at(gamma, from + j)) / Math.sqrt(variance));
      byVariance -= (open * at(gamma, from + j) * at(centred, j)) / (2 * variance ** 1.5);
    }
    for (let j = 0; j < width; j++) addTo(byCentred, j, (2 * byVariance * at(centred, j)) / width);
    const byMean = byCentred.reduce((sum, value) => sum + value, 0) / width;
    for (let j = 0; j < width; j++) d.x[b * width + j] = at(byCentred, j) - byMean;
  }
  return d;
}

/** Through each share, and from there by the softmax's whole matrix of slopes. */
export function mixGradient(inputs: Arrays<'logits' | 'experts'>, dy: Float64Array, shape: MixShape): Arrays<'logits' | 'experts'> {
  const { gates, rows, experts, width, gated } = shape;
  const d = { logits: new Float64Array(inputs.logits.length), experts: new Float64Array(inputs.experts.length) };
  const { shares } = mixExperts(inputs, shape);
  for (let r = 0; r < gates * rows; r++)
    for (let n = 0; n < experts; n++) {
      const share = at(shares, r * experts + n);
      let slope = 0;
      for (let j = 0; j < width; j++) {
        const from = (n * rows + (r % rows)) * width + j;
        slope += at(dy, r * width + j) * at(inputs.experts, from);
        addTo(d.experts, from, share * at(dy, r * width + j));
      }
      if (!gated) addTo(d.logits, r * experts + n, slope);
      else for (let i = 0; i < experts; i++) addTo(d.logits, r * experts + i, slope * share * (Number(i === n) - at(shares, r * experts + i)));
    }
  return d;
}

export function factorGateGradient({ u, t }: Arrays<'u' | 't'>, dy: Float64Array, shape: GateShape): Arrays<'u' | 't'> {
  const made = t.map((number) => gateFactor(number, shape).factor);
  const slope = (number: number) => shape.alpha * (1 - gateFactor(number, shape).open);
  return {
    u: dy.map((g, i) => g * at(made, i)),
    t: dy.map((g, i) => (shape.flat ? 0 : g * at(u, i) * at(made, i) * slope(at(t, i)))),
  };
}

export function domainMapGradient(
  { x, weight, bias }: Arrays<'x' | 'weight' | 'bias'>,
  dy: Float64Array,
  { times, rows, width }: MapShape,
): Arrays<'x' | 'weight' | 'bias'> {
  const d = { x: new Float64Array(x.length), weight: new Float64Array(weight.length), bias: new Float64Array(bias.length) };
  for (const [i, g] of dy.entries()) {
    const [from, own] = [i % (rows * width), Math.floor(i / (times * rows * width)) * width + (i % width)];
    addTo(d.x, from, g * at(weight, own));
    addTo(d.weight, own, g * at(x, from));
    addTo(d.bias, own, g);
  }
  return d;
}

export function crossGradient({ x0, x, w, b }: Arrays<'x0' | 'x' | 'w' | 'b'>, dy: Float64Array, rows: number): Arrays<'x0' | 'x' | 'w' | 'b'> {
  const width = w.length;
  const d = { x0: new Float64Array(x0.length), x: dy.slice(), w: new Float64Array(width), b: new Float64Array(b.length) };
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    const sum = (a: Float64Array, c: Float64Array, start: number) => range(width).reduce((total, j) => total + at(a, from + j) * at(c, start + j), 0);
    const [projection, byProjection] = [sum(x, w, 0), sum(dy, x0, from)];
    for (let j = 0; j < width; j++) {
      d.x0[from + j] = at(dy, from + j) * projection;
      addTo(d.x, from + j, byProjection * at(w, j));
      addTo(d.w, j, byProjection * at(x, from + j));
      addTo(d.b, j, at(dy, from + j));
    }
  }
  return d;
}

function accumulate(sum: Float64Array, what: ArrayLike<number>): void {
  for (let i = 0; i < sum.length; i++) addTo(sum, i, at(what, i));
}

/** [rows, columns] -> [columns, rows] */
function transposed(a: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = at(a, i * columns + j);
  return out;
}
