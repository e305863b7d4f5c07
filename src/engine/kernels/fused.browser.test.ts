import { backend, getKernel, reshape, slice, type Tensor, type Tensor1D, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FULL } from '../../lib/full.test-helper';
import { randomStream } from '../../lib/random';
import type { EngineName } from '../../protocol/engine';
import { startEngine } from '../choose';
import { type Engine, VIEW_ALIGNMENT } from '../engine';
import type { Example, Given, Wanted } from './cases/case.test-helper';
import { CASES, GRADIENTS } from './cases/index.test-helper';
import { OPTIMISERS, stateFor } from './cases/optimise.test-helper';
import { intsNaming, rowsAttributes } from './cases/optimise-rows.test-helper';
import * as kernel from './fused';
import { at, optimiseRows, range, type State, sizeOf, stepOf } from './fused.definition.test-helper';
import { lazyStep } from './lazy-step';

/**
 * Every fused kernel of every engine against its definition in float64.
 *
 * A sum of n float32 terms of random sign is off by about 2^-24 * sqrt(n) of its terms' size, and is itself about sqrt(n)
 * of it: its relative error is near 2^-24 = 6e-8 in any order, and a few times that where several sums follow each other.
 * The elements of a result are compared with its largest, since single ones cancel. 1e-5 leaves a hundredfold for the
 * unlucky element and for a GPU's functions (a few units in the last place), and is far below what a lost or doubled term
 * makes: one part in 1,000 at the largest shapes here.
 */
const TOLERANCE = 1e-5;

/**
 * Fills the gaps between the parts that a kernel may read and write. It must be unchanged afterwards, and is easily seen
 * where it gets into a result.
 */
const BETWEEN = 12_345.5;

describe('the definitions', () => {
  test('gradients by the chain rule are those by central differences', () => {
    let compared = 0;
    const tried = GRADIENTS.filter((_, i) => FULL || i % 3 === 0);
    for (const { title, make } of tried) {
      const { small, wanted, chained } = make();
      if (!small) continue;
      compared++;
      for (const [name, values] of Object.entries(chained)) {
        const wantedValues = wanted[name] as Float64Array;
        // Differences are good to about 1e-10 of the terms that they come from, which two rows of a norm make 300 times larger.
        const wrong = range(values.length).find((i) => !(Math.abs(at(values, i) - at(wantedValues, i)) <= 1e-6 * Math.max(1, largest(wantedValues))));
        if (wrong !== undefined)
          expect.fail(`${title}: ${name}[${wrong}] is ${at(values, wrong)} by the chain rule, ${at(wantedValues, wrong)} by differences`);
      }
    }
    expect(compared).toBeGreaterThan(FULL ? 25 : 8);
  });

  test.each(OPTIMISERS)('what %s makes up for is what the steps without a gradient do', (optimiser) => {
    const settings = { optimiser, rate: 0.01, momentum: 0.8, embeddingDecay: optimiser === 'adamw' ? 0.3 : 0 };
    for (const skipped of [0, 1, 4, 30]) {
      const [t, start] = [500 + skipped, { parameter: 0.7, first: 0.4, second: optimiser === 'adagrad' || optimiser === 'sgd' ? 0 : 0.9 }];
      let wanted = start;
      for (let step = 1; step <= skipped; step++) wanted = stepOf(wanted, 0, { ...settings, decay: settings.embeddingDecay, t: t - skipped - 1 + step });
      const got = lazyStep(start, skipped, { ...settings, t });
      expect(got.first).toBeCloseTo(wanted.first, 10);
      expect(got.second).toBeCloseTo(wanted.second, 10);
      // Exact, but for the corrections of Adam's bias, which are those of the last of the steps (2 % here), and for AdamW's
      // shrinking of what was moved on the way (rate * decay = 0.003 a step).
      const inexact = optimiser === 'adam' || optimiser === 'adamw' ? 0.1 : 1e-9;
      const unmoved = start.parameter * (1 - settings.rate * settings.embeddingDecay) ** skipped;
      expect(Math.abs(got.parameter - wanted.parameter)).toBeLessThanOrEqual(inexact * Math.abs(wanted.parameter - unmoved));
    }
  });
});

for (const name of ['wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    // A software GPU is slow: of each kernel every other case, and all in `npm run verify`.
    const place = new Map<string, number>();
    const few = CASES.filter(({ kernel: each }) => {
      const at = place.get(each) ?? 0;
      place.set(each, at + 1);
      return at % 2 === 0;
    });
    test.each((name === 'webgpu' && !FULL ? few : CASES).map((each) => [`${each.kernel}: ${each.title}`, each] as const))(
      '%s',
      async (_, { kernel: kernelName, make }) => {
        mustHave(kernelName, name);
        const example = make();
        const plain = await validated(() => runPlain(kernelName, example));
        compare(plain, example, false);

        const inViews = () => validated(() => runInViews(engine, kernelName, example, () => true));
        const first = await inViews();
        compare(first, example, true);
        sameBits(plain, first, example);

        const before = engine.allocated();
        const second = await inViews();
        expect(engine.allocated(), 'what stays allocated').toEqual(before);
        sameBits(first, second, example);

        if (example.results.filter(({ into }) => into).length > 1) {
          const mixed = await validated(() =>
            runInViews(engine, kernelName, example, (into) => into === example.results.findLast((result) => result.into)?.into),
          );
          sameBits(first, mixed, example);
        }
      },
    );

    test.each(OPTIMISERS)(`${kernel.OPTIMISE_ROWS}: several steps of %s in which rows are skipped`, async (optimiser) => {
      mustHave(kernel.OPTIMISE_ROWS, name);
      const random = randomStream(12, `steps/${optimiser}`);
      const shared = rowsAttributes(optimiser, { offset: 128, rows: 23, width: 3, ids: 3 });
      const { offset, rows, width } = shared;
      const size = offset + rows * width + 50;
      const { gradient: _first, ...memories } = stateFor(random, optimiser, size, true);
      const state = Object.fromEntries(Object.entries(memories).map(([input, given]) => [input, tensorOf(given)]));
      const last = tensor1d(new Int32Array(rows), 'int32');
      const read = async (): Promise<State & { last: Int32Array }> => ({
        parameters: Float64Array.from(await valuesOf(state.parametersInPlace as Tensor)),
        first: Float64Array.from(await valuesOf(state.firstInPlace as Tensor)),
        second: state.secondInPlace ? Float64Array.from(await valuesOf(state.secondInPlace)) : new Float64Array(),
        last: Int32Array.from(await valuesOf(last)),
      });

      let now = await read();
      for (let t = 1; t <= 6; t++) {
        const attributes: kernel.OptimiseRows = { ...shared, t };
        const { gradient } = stateFor(random, optimiser, size);
        const { ints, named } = intsNaming(random, attributes, 4, rows);
        const [gradientTensor, intsTensor] = [tensorOf(gradient), tensorOf(ints)];
        const inputs = { ...state, gradient: gradientTensor, lastInPlace: last, ints: intsTensor };
        await validated(async () => kernel.runFused<Tensor>(kernel.OPTIMISE_ROWS, inputs, attributes).dispose());
        for (const each of [gradientTensor, intsTensor]) each.dispose();

        // Starts from the engine's own numbers, so that only this step's error counts.
        const wanted = optimiseRows(now, Float64Array.from(gradient.values), named, attributes, 0);
        const got = await read();
        const names = new Set(named);
        const untouched = (i: number) => i < offset || !names.has(Math.floor((i - offset) / width));
        for (const part of ['parameters', 'first', 'second'] as const) {
          for (const i of got[part].keys()) if (untouched(i)) expect(at(got[part], i), `${part}[${i}], step ${t}`).toBe(at(now[part], i));
          expectClose(got[part], { shape: [], values: wanted[part], slack: part === 'parameters' ? 0.1 : 1 }, `${part}, step ${t}`);
        }
        expect(Array.from(got.last)).toEqual(Array.from(wanted.last));
        now = got;
      }
      for (const each of [...Object.values(state), last]) each.dispose();
    });
  });
}

const largest = (values: ArrayLike<number>) => range(values.length).reduce((most, i) => Math.max(most, Math.abs(at(values, i))), 0);

function mustHave(kernelName: string, engine: EngineName): void {
  if (!getKernel(kernelName, engine)) expect.fail(`The ${engine} engine has no kernel ${kernelName}.`);
}

/** Of a copy: some backends keep the array that a tensor is made of, and these are changed. */
const tensorOf = ({ values, shape }: Given) => tensor(values.slice(), shape, values instanceof Int32Array ? 'int32' : 'float32');

/** What a tensor holds on the engine now: tfjs's WebGPU backend keeps what was once uploaded or read, and would give back that. */
async function valuesOf(held: Tensor): Promise<Float32Array | Int32Array> {
  const flat = reshape(held, [held.size]);
  const copy = slice(flat, [0], [held.size]);
  flat.dispose();
  const values = await copy.data();
  copy.dispose();
  return values.slice() as Float32Array | Int32Array;
}

/** Runs something, and fails if the device found a command invalid, which it reports only when asked. */
async function validated<T>(run: () => Promise<T>): Promise<T> {
  const { device } = backend() as { device?: GPUDevice };
  device?.pushErrorScope('validation');
  try {
    return await run();
  } finally {
    const error = await device?.popErrorScope();
    if (error) expect.fail(error.message);
  }
}

/** The results of a run and the inputs that it changed, by name. */
interface Outcome {
  results: { shape: number[]; values: Float32Array | Int32Array }[];
  changed: Record<string, Float32Array | Int32Array>;
}

const isChanged = (name: string) => name.endsWith('InPlace');

async function outcomeOf(given: Record<string, Tensor>, got: Tensor | Tensor[]): Promise<Outcome> {
  const outputs = Array.isArray(got) ? got : [got];
  const results = await Promise.all(outputs.map(async (output) => ({ shape: output.shape, values: await valuesOf(output) })));
  const changed: [string, Float32Array | Int32Array][] = [];
  for (const [name, input] of Object.entries(given)) if (isChanged(name)) changed.push([name, await valuesOf(input)]);
  for (const each of outputs) each.dispose();
  return { results, changed: Object.fromEntries(changed) };
}

/** Every input a tensor of its own, unless the example gives one twice; no `into`. */
async function runPlain(kernelName: string, { inputs, attributes }: Example): Promise<Outcome> {
  const made = new Map([...new Set(Object.values(inputs))].map((each) => [each, tensorOf(each)]));
  const given = Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, made.get(each) as Tensor]));
  const outcome = await outcomeOf(given, kernel.runFused<Tensor | Tensor[]>(kernelName, given, attributes));
  for (const each of made.values()) each.dispose();
  return outcome;
}

/** What a kernel's output holds before: another number in every element. */
const lyingAt = (i: number) => 777 + i / 1024;

/**
 * As the model does it: parameters, running statistics and gradients are views, side by side in a flat tensor each. What
 * lies around them must stay, and so must parameters.
 */
async function runInViews(engine: Engine, kernelName: string, { inputs, attributes, results }: Example, gives: (into: string) => boolean): Promise<Outcome> {
  const read = new Views(engine);
  const changing = new Views(engine);
  const written = new Views(engine);
  const integers: Record<string, Tensor> = {};
  for (const [name, given] of Object.entries(inputs)) {
    if (given.values instanceof Int32Array) integers[name] = tensorOf(given);
    else (isChanged(name) ? changing : read).add(name, given.shape, given.values);
  }
  for (const { into, shape } of results) if (into && gives(into)) written.add(into, shape, Float32Array.from(range(sizeOf(shape)), lyingAt));
  const all = [read, changing, written];
  const given = Object.assign(integers, ...all.map((each) => each.make())) as Record<string, Tensor>;
  const outcome = await outcomeOf(given, kernel.runFused<Tensor | Tensor[]>(kernelName, given, attributes));

  const after = await read.after();
  for (const [name, values] of Object.entries(after)) expectBits(values, (inputs[name] as Given).values, `input ${name} afterwards`);
  await changing.after();
  const places = await written.after();
  for (const [n, { into }] of results.entries()) {
    const place = into && places[into];
    if (place) expectBits(place, outcome.results[n]?.values ?? [], `what lies at ${into}`);
  }
  for (const each of Object.values(given)) each.dispose();
  for (const each of all) each.dispose();
  return outcome;
}

/** Tensors in the memory of one, with something between them. */
class Views {
  private readonly entries: { name: string; from: number; shape: number[]; values: Float32Array }[] = [];
  private size = VIEW_ALIGNMENT;
  private flat: Tensor1D | undefined;

  constructor(private readonly engine: Engine) {}

  add(name: string, shape: number[], values: Float32Array): void {
    this.entries.push({ name, from: this.size, shape, values });
    // Past the end there is always something that must not change.
    this.size = Math.ceil((this.size + values.length + 1) / VIEW_ALIGNMENT) * VIEW_ALIGNMENT;
  }

  make(): Record<string, Tensor> {
    if (this.entries.length === 0) return {};
    const values = new Float32Array(this.size).fill(BETWEEN);
    for (const each of this.entries) values.set(each.values, each.from);
    const flat = tensor1d(values);
    this.flat = flat;
    return Object.fromEntries(this.entries.map(({ name, from, shape }) => [name, this.engine.view(flat, from, shape)]));
  }

  /** What the flat tensor holds of each; fails if anything between them has changed. */
  async after(): Promise<Record<string, Float32Array>> {
    if (!this.flat) return {};
    const values = (await valuesOf(this.flat)) as Float32Array;
    const own = Object.fromEntries(this.entries.map(({ name, from, values: { length } }) => [name, values.slice(from, from + length)]));
    for (const {
      from,
      values: { length },
    } of this.entries)
      values.fill(BETWEEN, from, from + length);
    const damaged = values.findIndex((value) => value !== BETWEEN);
    if (damaged >= 0) {
      const before = this.entries.findLast(({ from }) => from <= damaged);
      expect.fail(
        `${values[damaged]} was written ${damaged - (before?.from ?? 0)} elements behind the start of ${before?.name ?? 'nothing'} of shape ${before?.shape}`,
      );
    }
    return own;
  }

  dispose(): void {
    this.flat?.dispose();
  }
}

/** @param inPlace outputs went to places where something lay */
function compare({ results, changed }: Outcome, example: Example, inPlace: boolean): void {
  expect(results.length, 'number of results').toBe(example.results.length);
  for (const [n, { shape, values }] of results.entries()) {
    const wanted = example.results[n] as Wanted;
    const what = wanted.into ?? `result ${n}`;
    expect(shape, `shape of ${what}`).toEqual(wanted.shape);
    expectClose(values, wanted, what);
    if (wanted.kept && inPlace && wanted.into) expectBits(values, Float32Array.from(range(values.length), lyingAt), what, wanted.kept);
  }
  for (const [name, wanted] of Object.entries(example.changed ?? {})) {
    const values = changed[name] as Float32Array | Int32Array;
    expectClose(values, wanted, name);
    if (wanted.kept) expectBits(values, (example.inputs[name] as Given).values, name, wanted.kept);
  }
}

/** @param only the elements to look at */
function expectBits(values: ArrayLike<number>, wanted: ArrayLike<number>, what: string, only?: (i: number) => boolean): void {
  const differs = range(values.length).find((i) => (!only || only(i)) && !Object.is(at(values, i), at(wanted, i)));
  if (differs !== undefined) expect.fail(`${what}[${differs}] is ${at(values, differs)}, not the very ${at(wanted, differs)}`);
}

function expectClose(values: ArrayLike<number>, { values: wanted, free, kept, slack = 1, terms = 0 }: Wanted, what: string): void {
  expect(values.length, `elements of ${what}`).toBe(wanted.length);
  const limit = TOLERANCE * slack * Math.max(largest(wanted), terms);
  const offBy = (i: number) => {
    if (kept?.(i)) return 0;
    if (free?.(i)) return Number.isFinite(at(values, i)) ? 0 : Number.POSITIVE_INFINITY;
    const off = Math.abs(at(values, i) - at(wanted, i));
    return Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
  };
  // One assertion an element would take longer than the kernels.
  let [worst, worstAt] = [0, -1];
  for (let i = 0; i < values.length; i++) if (offBy(i) > worst) [worst, worstAt] = [offBy(i), i];
  if (worst > limit) expect.fail(`${what}[${worstAt}] is ${at(values, worstAt)}, not ${at(wanted, worstAt)} (limit ${limit.toExponential(1)})`);
}

/** All but what neither run wrote. */
function sameBits(a: Outcome, b: Outcome, example: Example): void {
  const written = (wanted: Wanted | undefined) => (i: number) => !wanted?.kept?.(i);
  for (const [n, { values }] of a.results.entries()) {
    expectBits(values, b.results[n]?.values ?? [], `result ${n} of another run`, written(example.results[n]));
  }
  for (const [name, values] of Object.entries(a.changed))
    expectBits(values, b.changed[name] ?? [], `${name} after another run`, written(example.changed?.[name]));
}
