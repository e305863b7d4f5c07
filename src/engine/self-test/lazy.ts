import { add, cast, concat, mul, type Tensor, type Tensor1D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../../config/run-config';
import { isFused } from '../kernels/fusion';
import { lazyStep } from '../kernels/lazy-step';
import { catchUp, type LazyTable, MEMORIES, type OptimiserState, type OptimiserStep, optimise, optimiseLazily } from '../ops/optimise';
import { values } from './numbers';

/** A table of odd sizes among other parameters, and a batch that names most of its rows, some of them often. */
const [OFFSET, ROWS, WIDTH, BEHIND] = [64, 21, 5, 30];
const SIZE = OFFSET + ROWS * WIDTH + BEHIND;
const [BATCH, IDS] = [40, 2];
const NAMED = Int32Array.from({ length: BATCH * IDS }, (_, i) => (i * i) % 17);
/** Some rows were moved at the step before, some long ago. */
const T = 60;
const LAST = Int32Array.from({ length: ROWS }, (_, row) => T - 1 - (row % 4) * 15);

const stepOf = (optimiser: Optimiser): OptimiserStep => ({
  ...{ optimiser, t: T, rate: 0.01, momentum: 0.9, clip: 0 },
  ...{ decay: 0.1, embeddingDecay: 0.2, embeddings: [OFFSET, OFFSET + ROWS * WIDTH], adapterDecay: 0.3, adapters: [SIZE - 10, SIZE] },
});

/** Parameters, and the memories that an optimiser has. */
type Arrays = Float32Array[];

function start(optimiser: Optimiser): Arrays {
  const [parameters, mean, squares] = ['p', 'm', 'v'].map((name) => values(name, SIZE)) as [Float32Array, Float32Array, Float32Array];
  const memories = [optimiser === 'adagrad' ? mean.map(Math.abs) : mean, squares.map(Math.abs)];
  return [parameters, ...memories.slice(0, MEMORIES[optimiser])];
}

/** Each row of the table has made up, by `lazyStep`, for the steps that did not name it. */
function madeUp(arrays: Arrays, optimiser: Optimiser, skippedOf: (row: number) => number): Arrays {
  const [parameters, first, second] = arrays.map((each) => each.slice()) as [Float32Array, Float32Array, Float32Array?];
  for (let i = OFFSET; i < OFFSET + ROWS * WIDTH; i++) {
    const before = { parameter: parameters[i] as number, first: first[i] as number, second: second?.[i] ?? 0 };
    const after = lazyStep(before, skippedOf(Math.floor((i - OFFSET) / WIDTH)), stepOf(optimiser));
    [parameters[i], first[i]] = [after.parameter, after.first];
    if (second) second[i] = after.second;
  }
  return second ? [parameters, first, second] : [parameters, first];
}

function stateOf(arrays: Arrays): OptimiserState {
  const [parameters, ...memories] = arrays.map((each) => tensor1d(each.slice())) as [Tensor1D, ...Tensor1D[]];
  return { parameters, memories };
}

const all = ({ parameters, memories }: OptimiserState) => concat([parameters, ...memories]);

const table = (last: Tensor1D): LazyTable => ({ offset: OFFSET, rows: ROWS, width: WIDTH, column: 0, ids: IDS, last });

/** A lazy step: what becomes of parameters and memories, and the step that moved each row last. */
export function lazilyStepped(optimiser: Optimiser): Tensor[] {
  const gradient = tensor1d(values('g', SIZE));
  const named = (row: number) => NAMED.includes(row);
  if (isFused('optimise')) {
    const [state, last] = [stateOf(start(optimiser)), tensor1d(LAST.slice(), 'int32')];
    optimiseLazily(state, gradient, stepOf(optimiser), [table(last)], tensor2d(NAMED.slice(), [BATCH, IDS], 'int32'));
    return [all(state), cast(last, 'float32')];
  }
  const before = start(optimiser);
  const state = stateOf(madeUp(before, optimiser, (row) => (named(row) ? T - 1 - (LAST[row] as number) : 0)));
  optimise(state, gradient, stepOf(optimiser));
  // The step has moved all rows: those that are not named go back.
  const row = (i: number) => Math.floor((i - OFFSET) / WIDTH);
  const moves = Float32Array.from({ length: SIZE }, (_, i) => Number(row(i) < 0 || row(i) >= ROWS || named(row(i))));
  const back = (tensor: Tensor1D, i: number): Tensor1D =>
    add(mul(tensor, tensor1d(moves)), mul(tensor1d((before[i] as Float32Array).slice()), tensor1d(moves.map((moved) => 1 - moved))));
  const kept = [state.parameters, ...state.memories].map(back);
  return [
    concat(kept),
    tensor1d(
      LAST.map((last, each) => (named(each) ? T : last)),
      'float32',
    ),
  ];
}

/** All rows caught up: what becomes of parameters and memories. */
export function caughtUp(optimiser: Optimiser): Tensor {
  if (!isFused('optimise')) return all(stateOf(madeUp(start(optimiser), optimiser, (row) => T - (LAST[row] as number))));
  const state = stateOf(start(optimiser));
  catchUp(state, stepOf(optimiser), [table(tensor1d(LAST.slice(), 'int32'))]);
  return all(state);
}
