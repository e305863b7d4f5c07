import { DRAWS, drawOf } from './dropout-mask';
import type { CatchUp, EmbedFields, FactorGate, Norm, NormEvaluation, Optimise, OptimiseRows, PickRows } from './fused';
import { lazyStep, type Remembered } from './lazy-step';

/**
 * What the fused kernels compute, written a second time: plain loops in float64 over row-major arrays, as the papers'
 * equations and the contract's words read. Nothing here is fast, re-associated, or shared with a kernel.
 */

export type Arrays<Name extends string> = Record<Name, Float64Array>;

export const at = (values: ArrayLike<number>, i: number) => values[i] as number;
export const range = (n: number) => Array.from({ length: n }, (_, i) => i);
export const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
export function addTo(values: Float64Array, i: number, what: number): void {
  values[i] = at(values, i) + what;
}
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
export const NORM_EPS = 1e-5;

/** [rows, inner] x [inner, columns] */
export function product(a: ArrayLike<number>, b: ArrayLike<number>, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let l = 0; l < inner; l++) {
      const factor = at(a, i * inner + l);
      for (let j = 0; j < columns; j++) addTo(out, i * columns + j, factor * at(b, l * columns + j));
    }
  return out;
}

export interface LinearShape {
  maps: number;
  /** Of x. */
  towers: number;
  rows: number;
  inputs: number;
  outputs: number;
  starts?: number[];
}

/** Which row of x goes through which map to which row of y. */
export function passes({ maps, towers, rows, starts }: LinearShape): { map: number; from: number; to: number }[] {
  if (!starts) {
    return range(maps).flatMap((map) => range(rows).map((row) => ({ map, from: (towers === 1 ? 0 : map) * rows + row, to: map * rows + row })));
  }
  return range(maps).flatMap((map) => range(rows).flatMap((row) => (row >= at(starts, map) && row < at(starts, map + 1) ? [{ map, from: row, to: row }] : [])));
}

export function linear({ x, weight, bias }: Arrays<'x' | 'weight' | 'bias'>, shape: LinearShape): Float64Array {
  const { maps, rows, inputs, outputs, starts } = shape;
  const y = new Float64Array((starts ? 1 : maps) * rows * outputs);
  for (const { map, from, to } of passes(shape))
    for (let j = 0; j < outputs; j++) {
      let sum = at(bias, map * outputs + j);
      for (let i = 0; i < inputs; i++) sum += at(x, from * inputs + i) * at(weight, (map * inputs + i) * outputs + j);
      y[to * outputs + j] = sum;
    }
  return y;
}

export interface NormShape extends Norm {
  towers: number;
  rows: number;
  width: number;
  domainOf: ArrayLike<number>;
  /** gamma and beta are [width]. */
  shared: boolean;
}

/** Rows whose statistics are taken together, in one tower. */
export interface SetOfRows {
  tower: number;
  /** Where its statistics are in [G, S]. */
  slot: number;
  /** The rows that make the statistics. */
  made: number[];
  /** The rows that the statistics are applied to. */
  applied: number[];
  /** The running statistics stand in. */
  absent: boolean;
}

export function setsOf({ sets, domains, towers, rows, domainOf }: Omit<NormShape, keyof Norm> & NormEvaluation, count: number): SetOfRows[] {
  const all = range(rows);
  const ofDomain = (d: number) => all.filter((b) => domainOf[b] === d);
  const counting = (of: number[]) => of.filter((b) => b < count);
  if (sets === 'batch') return range(towers).map((tower) => ({ tower, slot: tower, made: counting(all), applied: all, absent: false }));
  return range(domains).map((d) => {
    const made = counting(ofDomain(d));
    const own = sets === 'own-in-row';
    return { tower: own ? 0 : d, slot: d, made, applied: own ? ofDomain(d) : all, absent: made.length < 2 };
  });
}

export interface NormInputs extends Arrays<'x' | 'gamma' | 'beta'> {
  residual?: Float64Array;
  runningMean?: Float64Array;
  runningVariance?: Float64Array;
}

/** Mean, and variance as the norm takes it, of column j of a set. */
export function momentsOf({ x, runningMean, runningVariance }: NormInputs, { rows, width, unbiased }: NormShape, set: SetOfRows, j: number) {
  if (set.absent) return { mean: at(runningMean ?? [], set.slot * width + j), variance: at(runningVariance ?? [], set.slot * width + j), unbiasedVariance: 0 };
  const n = set.made.length;
  const values = set.made.map((b) => at(x, (set.tower * rows + b) * width + j));
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const squares = values.reduce((a, b) => a + (b - mean) ** 2, 0);
  const unbiasedVariance = n > 1 ? squares / (n - 1) : 0;
  return { mean, variance: unbiased ? unbiasedVariance : squares / n, unbiasedVariance };
}

/** What dropout multiplies element i of y by. */
export const keptFactor = ({ kept, key }: Pick<Norm, 'kept' | 'key'>, i: number) => (kept === DRAWS || drawOf(i, key) < kept ? DRAWS / kept : 0);

export function norm(inputs: NormInputs, shape: NormShape): Arrays<'y' | 'mean' | 'scale' | 'runningMean' | 'runningVariance'> {
  const { x, gamma, beta, residual } = inputs;
  const { towers, rows, width, sets, domains, count, shared, rectified, momentum } = shape;
  const statistics = towers * (sets === 'own-in-row' ? domains : 1) * width;
  const out = {
    y: new Float64Array(towers * rows * width),
    mean: new Float64Array(statistics),
    scale: new Float64Array(statistics),
    runningMean: Float64Array.from(inputs.runningMean ?? []),
    runningVariance: Float64Array.from(inputs.runningVariance ?? []),
  };
  for (const set of setsOf(shape, count))
    for (let j = 0; j < width; j++) {
      const slot = set.slot * width + j;
      const { mean, variance, unbiasedVariance } = momentsOf(inputs, shape, set, j);
      const scale = 1 / Math.sqrt(variance + NORM_EPS);
      out.mean[slot] = mean;
      out.scale[slot] = scale;
      if (inputs.runningMean && !set.absent) {
        out.runningMean[slot] = (1 - momentum) * at(out.runningMean, slot) + momentum * mean;
        out.runningVariance[slot] = (1 - momentum) * at(out.runningVariance, slot) + momentum * unbiasedVariance;
      }
      for (const b of set.applied) {
        const i = (set.tower * rows + b) * width + j;
        const line = at(gamma, shared ? j : slot) * (at(x, i) - mean) * scale + at(beta, shared ? j : slot);
        const open = rectified ? Math.max(0, line) * keptFactor(shape, i) : line;
        out.y[i] = residual ? at(residual, i) + open : open;
      }
    }
  return out;
}

export function normEvaluation({ x, gamma, beta, residual, runningMean, runningVariance }: NormInputs, shape: NormShape): Float64Array {
  const { towers, rows, width, shared, rectified } = shape;
  const y = new Float64Array(towers * rows * width);
  for (const set of setsOf(shape, rows))
    for (const b of set.applied)
      for (let j = 0; j < width; j++) {
        const slot = set.slot * width + j;
        const i = (set.tower * rows + b) * width + j;
        const normal = (at(x, i) - at(runningMean ?? [], slot)) / Math.sqrt(at(runningVariance ?? [], slot) + NORM_EPS);
        const line = at(gamma, shared ? j : slot) * normal + at(beta, shared ? j : slot);
        y[i] = (residual ? at(residual, i) : 0) + (rectified ? Math.max(0, line) : line);
      }
  return y;
}

export interface CellShape {
  towers: number;
  rows: number;
  width: number;
  k: number;
  r: number;
  scale: number;
}

export type CellInputs = Arrays<'z' | 'h' | 'u1' | 'v1' | 'u2' | 'v2' | 'b1' | 'b2'>;

/** H of a row. */
export const matrixOf = (h: Float64Array, b: number, { k, scale }: CellShape) => h.slice(b * k * k, (b + 1) * k * k).map((each) => each * scale);

/** u, with W = U H V formed for each row as the paper writes it (HAMUR, CIKM 2023, section 3). */
export function adapterCell({ z, h, u1, v1, u2, v2, b1, b2 }: CellInputs, shape: CellShape): Float64Array {
  const { towers, rows, width: m, k, r } = shape;
  const u = new Float64Array(towers * rows * m);
  for (let b = 0; b < rows; b++) {
    const own = matrixOf(h, b, shape);
    const down = product(product(u1, own, m, k, k), v1, m, k, r);
    const up = product(product(u2, own, r, k, k), v2, r, k, m);
    for (let g = 0; g < towers; g++) {
      const row = (g * rows + b) * m;
      const inner = product(z.subarray(row, row + m), down, 1, m, r).map((x, j) => logistic(x + at(b1, j)));
      u.set(
        product(inner, up, 1, r, m).map((x, j) => x + at(b2, j)),
        row,
      );
    }
  }
  return u;
}

/** What the cell keeps for its gradient. */
export function betweenOf({ z, h, u1, v1, u2, b1 }: CellInputs, shape: CellShape): Arrays<'t1' | 't2' | 'a' | 't4' | 't5'> {
  const { towers, rows, width, k, r } = shape;
  const byRow = (t: Float64Array) =>
    Float64Array.from(range(towers * rows).flatMap((n) => [...product(t.subarray(n * k, (n + 1) * k), matrixOf(h, n % rows, shape), 1, k, k)]));
  const t1 = product(z, u1, towers * rows, width, k);
  const t2 = byRow(t1);
  const a = product(t2, v1, towers * rows, k, r).map((x, i) => logistic(x + at(b1, i % r)));
  const t4 = product(a, u2, towers * rows, r, k);
  return { t1, t2, a, t4, t5: byRow(t4) };
}

export interface EmbedShape {
  /** Of the batch. */
  rows: number;
  /** Of an embedding. */
  width: number;
  fields: EmbedFields;
  /** [rows, columns of ints] */
  ints: Int32Array;
  /** [rows, columns of floats] */
  floats: Float32Array;
}

/** Every value of every row: which id, what it weighs, and where its field's embedding begins in y. */
export function valuesOf({ rows, width, fields, ints, floats }: EmbedShape): { id: number; weight: number; to: number }[] {
  const { column, slots, weightColumn, dense } = fields;
  const [perInts, perFloats, perY] = [ints.length / rows, floats.length / rows, slots.length * width + dense];
  return range(rows).flatMap((b) => {
    let slot = 0;
    return slots.flatMap((count, f) =>
      range(count).map(() => {
        const weight = weightColumn < 0 ? 1 : at(floats, b * perFloats + weightColumn + slot);
        return { id: at(ints, b * perInts + column + slot++), weight, to: b * perY + f * width };
      }),
    );
  });
}

export function embed({ table }: Arrays<'table'>, shape: EmbedShape): Float64Array {
  const { rows, width, floats, fields } = shape;
  const { slots, denseColumn, dense } = fields;
  const perY = slots.length * width + dense;
  const y = new Float64Array(rows * perY);
  for (const { id, weight, to } of valuesOf(shape)) for (let j = 0; j < width; j++) addTo(y, to + j, weight * at(table, id * width + j));
  for (let b = 0; b < rows; b++)
    for (let i = 0; i < dense; i++) y[b * perY + slots.length * width + i] = at(floats, b * (floats.length / rows) + denseColumn + i);
  return y;
}

export interface LogitShape {
  /** Of z. */
  towers: number;
  rows: number;
  width: number;
  domainOf: ArrayLike<number>;
}

export function ownLogit({ z, weight, bias }: Arrays<'z' | 'weight' | 'bias'>, { towers, rows, width, domainOf }: LogitShape): Float64Array {
  return Float64Array.from(range(rows), (b) => {
    const d = at(domainOf, b);
    const row = ((towers === 1 ? 0 : d) * rows + b) * width;
    return range(width).reduce((sum, j) => sum + at(z, row + j) * at(weight, d * width + j), at(bias, d));
  });
}

/** Cross-entropy from the two probabilities. @param floats [rows, columns], label and weight first */
export function logisticLoss({ logits }: Arrays<'logits'>, floats: ArrayLike<number>): Float64Array {
  const columns = floats.length / logits.length;
  let loss = 0;
  for (const [b, x] of logits.entries()) {
    const [label, weight] = [at(floats, b * columns), at(floats, b * columns + 1)];
    if (weight !== 0) loss -= weight * (label * Math.log(logistic(x)) + (1 - label) * Math.log(logistic(-x)));
  }
  return Float64Array.of(loss);
}

/** @param rows of a group @param own whether each row has its own gamma and beta @returns y [G * rows, width] and each row's mean and scale */
export function layerNorm(
  { x, gamma, beta }: Arrays<'x' | 'gamma' | 'beta'>,
  { rows, width, own }: { rows: number; width: number; own: boolean },
): Arrays<'y' | 'moments'> {
  const all = x.length / width;
  const [y, moments] = [new Float64Array(x.length), new Float64Array(2 * all)];
  for (let b = 0; b < all; b++) {
    const row = x.subarray(b * width, (b + 1) * width);
    const mean = row.reduce((sum, value) => sum + value, 0) / width;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    const scale = 1 / Math.sqrt(variance + NORM_EPS);
    moments.set([mean, scale], 2 * b);
    const from = (own ? b : Math.floor(b / rows)) * width;
    for (let j = 0; j < width; j++) y[b * width + j] = Math.max(0, at(gamma, from + j) * (at(row, j) - mean) * scale + at(beta, from + j));
  }
  return { y, moments };
}

export interface MixShape {
  gates: number;
  rows: number;
  /** Experts that are mixed, and the width of what they give. */
  experts: number;
  width: number;
  gated: boolean;
}

/** @returns y [gates * rows, width] and the shares, as logits */
export function mixExperts(
  { logits, experts: outputs }: Arrays<'logits' | 'experts'>,
  { gates, rows, experts, width, gated }: MixShape,
): Arrays<'y' | 'shares'> {
  const [y, shares] = [new Float64Array(gates * rows * width), logits.slice()];
  for (let r = 0; r < gates * rows; r++) {
    const mine = shares.subarray(r * experts, (r + 1) * experts);
    if (gated) {
      const most = mine.reduce((a, c) => Math.max(a, c));
      const powers = mine.map((logit) => Math.exp(logit - most));
      const total = powers.reduce((a, c) => a + c, 0);
      mine.set(powers.map((power) => power / total));
    }
    for (let n = 0; n < experts; n++) for (let j = 0; j < width; j++) addTo(y, r * width + j, at(mine, n) * at(outputs, (n * rows + (r % rows)) * width + j));
  }
  return { y, shares };
}

export interface GateShape extends FactorGate {
  alpha: number;
}

/** What a number makes its value's factor, and the sigmoid that it comes from. */
export function gateFactor(t: number, { most, epsilon, below, flat, alpha }: GateShape): { factor: number; open: number } {
  const open = 1 / (1 + Math.exp(-alpha * t));
  const sign = most * open > epsilon ? 1 : most * open < epsilon ? below : 0;
  return { factor: flat ? sign : sign * most * open, open };
}

export const factorGate = ({ u, t }: Arrays<'u' | 't'>, shape: GateShape): Float64Array => u.map((value, i) => value * gateFactor(at(t, i), shape).factor);

export interface MapShape {
  domains: number;
  times: number;
  rows: number;
  width: number;
}

export const domainMap = ({ x, weight, bias }: Arrays<'x' | 'weight' | 'bias'>, { domains, times, rows, width }: MapShape): Float64Array =>
  Float64Array.from(range(domains * times * rows * width), (i) => {
    const own = Math.floor(i / (times * rows * width)) * width + (i % width);
    return at(x, i % (rows * width)) * at(weight, own) + at(bias, own);
  });

export function crossLayer({ x0, x, w, b }: Arrays<'x0' | 'x' | 'w' | 'b'>, rows: number): Arrays<'y' | 'projection'> {
  const projection = product(x, w, rows, w.length, 1);
  return { y: x.map((value, i) => at(x0, i) * at(projection, Math.floor(i / w.length)) + at(b, i % w.length) + value), projection };
}

/** @param from [N, columns] @returns [size, columns] */
export function pickRows(from: ArrayLike<number>, order: ArrayLike<number>, columns: number, { start, count, size }: PickRows): Float64Array {
  return Float64Array.from(range(size * columns), (i) => {
    const b = Math.floor(i / columns);
    return at(from, at(order, start + (b < count ? b : 0)) * columns + (i % columns));
  });
}

export const squares = (gradient: Float64Array) => gradient.reduce((sum, each) => sum + each * each, 0);

/** What a gradient is multiplied by so that it is no longer than `clip`. */
export const shortening = (clip: number, sumOfSquares: number) => (clip > 0 ? Math.min(1, clip / (Math.sqrt(sumOfSquares) + 1e-6)) : 1);

/**
 * One parameter's step, as in the papers and with PyTorch's constants: Adam (algorithm 1 of Kingma & Ba, ICLR 2015), AdamW
 * (algorithm 2 of Loshchilov & Hutter, ICLR 2019), Adagrad (Duchi et al., JMLR 2011), SGD with momentum.
 */
export function stepOf(
  { parameter, first, second }: Remembered,
  plain: number,
  { optimiser, t, rate, momentum, decay }: Pick<Optimise, 'optimiser' | 't' | 'rate' | 'momentum' | 'decay'>,
): Remembered {
  const gradient = optimiser === 'adamw' ? plain : plain + decay * parameter;
  switch (optimiser) {
    case 'adam':
    case 'adamw': {
      const [mean, meanSquare] = [0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient ** 2];
      const [unbiasedMean, unbiasedSquare] = [mean / (1 - 0.9 ** t), meanSquare / (1 - 0.999 ** t)];
      const from = optimiser === 'adamw' ? parameter - rate * decay * parameter : parameter;
      return { parameter: from - (rate * unbiasedMean) / (Math.sqrt(unbiasedSquare) + 1e-8), first: mean, second: meanSquare };
    }
    case 'adagrad': {
      const total = first + gradient ** 2;
      return { parameter: parameter - (rate * gradient) / (Math.sqrt(total) + 1e-10), first: total, second };
    }
    case 'sgd': {
      const velocity = momentum * first + gradient;
      return { parameter: parameter - rate * velocity, first: velocity, second };
    }
  }
}

/** Flat; `second` is empty where the optimiser has none. */
export type State = Arrays<'parameters' | 'first' | 'second'>;

const copyOf = ({ parameters, first, second }: State): State => ({ parameters: parameters.slice(), first: first.slice(), second: second.slice() });
const rememberedAt = ({ parameters, first, second }: State, i: number): Remembered => ({
  parameter: at(parameters, i),
  first: at(first, i),
  second: second[i] ?? 0,
});
function put(state: State, i: number, { parameter, first, second }: Remembered): void {
  state.parameters[i] = parameter;
  state.first[i] = first;
  if (state.second.length > 0) state.second[i] = second;
}

export function optimise(before: State, gradient: Float64Array, attributes: Optimise, sumOfSquares: number): State {
  const { embeddings, embeddingDecay, adapters, adapterDecay, decay, lazy, clip } = attributes;
  const state = copyOf(before);
  const factor = shortening(clip, sumOfSquares);
  for (const i of gradient.keys()) {
    const embedded = i >= embeddings[0] && i < embeddings[1];
    if (embedded && lazy) continue;
    const ofAdapter = i >= adapters[0] && i < adapters[1];
    const own = embedded ? embeddingDecay : ofAdapter ? adapterDecay : decay;
    put(state, i, stepOf(rememberedAt(state, i), factor * at(gradient, i), { ...attributes, decay: own }));
  }
  return state;
}

/** Every row of a table makes up for what it was passed over in, and takes no step. */
export function catchUp(before: State & { last: Int32Array }, attributes: CatchUp): State & { last: Int32Array } {
  const { offset, rows, width, t } = attributes;
  const state = { ...copyOf(before), last: before.last.slice() };
  for (const row of range(rows)) {
    for (const i of range(width).map((j) => offset + row * width + j)) put(state, i, lazyStep(rememberedAt(state, i), t - at(state.last, row), attributes));
    state.last[row] = t;
  }
  return state;
}

export function optimiseRows(
  before: State & { last: Int32Array },
  gradient: Float64Array,
  named: Iterable<number>,
  attributes: OptimiseRows,
  sumOfSquares: number,
): State & { last: Int32Array } {
  const { offset, width, t, clip, embeddingDecay } = attributes;
  const state = { ...copyOf(before), last: before.last.slice() };
  const factor = shortening(clip, sumOfSquares);
  for (const row of new Set(named)) {
    for (const i of range(width).map((j) => offset + row * width + j)) {
      const caughtUp = lazyStep(rememberedAt(state, i), t - at(state.last, row) - 1, attributes);
      put(state, i, stepOf(caughtUp, factor * at(gradient, i), { ...attributes, decay: embeddingDecay }));
    }
    state.last[row] = t;
  }
  return state;
}
