import type { TensorInfo } from '@tensorflow/tfjs-core';
import { DRAWS } from '../../kernels/dropout-mask';
import { NORM, NORM_EVALUATION, type Norm, type NormEvaluation } from '../../kernels/fused';
import { SETS_CODE } from '../../kernels/optimiser';
import { NORM_EPS } from '../../ops/normalise';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { together } from '../together';
import { DRAW_OF } from './dropout-mask';
import { COLUMNS, type Crew, forEachCrew, overRows, total } from './lanes';
import { PLACE, PLACE_SIZES, setsOf } from './norm-sets';
import { RECTIFY } from './relu';

const FINISH_SIZES = ['gammaPitch', 'rectified', 'added', 'kept', 'key', 'gain: f32'] as const;

/** WGSL: what a normalised value becomes. */
const FINISH = `${DRAW_OF}${RECTIFY}
    fn finish(normal: f32, stat: u32, j: u32, at: u32) -> f32 {
      var value = gamma[stat * sizes.gammaPitch + j] * normal + beta[stat * sizes.gammaPitch + j];
      if (sizes.rectified != 0u) { value = rectify(value); }
      if (sizes.kept < ${DRAWS}u) { value *= select(0.0, sizes.gain, drawOf(at, sizes.key) < sizes.kept); }
      if (sizes.added != 0u) { value += residual[at]; }
      return value;
    }`;

/**
 * Statistics and normalised values in one dispatch: the mean first, then the centred squares, so that a large mean costs
 * no precision, then the rows. Where running statistics are kept they are one binding, which is the eighth.
 */
const training =
  (keeps: boolean) =>
  (crew: Crew): Program => ({
    key: `norm${keeps ? ' running' : ''}`,
    reads: { x: 'f32', gamma: 'f32', beta: 'f32', ints: 'i32', residual: 'f32' },
    writes: { y: 'f32', moments: 'f32', ...(keeps && ({ running: 'f32' } as const)) },
    sizes: [...PLACE_SIZES, 'scaleAt', 'runningMeanAt', 'runningVarianceAt', 'unbiased', 'momentum: f32', ...FINISH_SIZES],
    threads: COLUMNS * crew.lanes,
    code: `${PLACE}${total(crew)}${FINISH}
      fn run(group: u32, thread: u32) {
        let p = placeOf(group, thread);
        let lane = thread / ${COLUMNS}u;
        var sums = vec4<f32>();
        var members = vec4<f32>();
        ${overRows(crew, 'sizes.count', (q) => `if (isMember(p, b)) { sums[${q}] += x[p.start + b * sizes.columns]; members[${q}] += 1.0; }`)}
        let made = total(thread, vec2<f32>(dot(sums, vec4<f32>(1.0)), dot(members, vec4<f32>(1.0))));
        let n = made.y;
        var mean = made.x / max(n, 1.0);
        var squares = vec4<f32>();
        ${overRows(crew, 'sizes.count', (q) => `if (isMember(p, b)) { let centred = x[p.start + b * sizes.columns] - mean; squares[${q}] += centred * centred; }`)}
        let biased = total(thread, vec2<f32>(dot(squares, vec4<f32>(1.0)), 0.0)).x / max(n, 1.0);
        let unbiased = biased * select(1.0, n / max(n - 1.0, 1.0), n > 1.0);
        var variance = select(biased, unbiased, sizes.unbiased != 0u);
        let index = p.stat * sizes.columns + p.j;
        let absent = sizes.mode != 0u && n < 2.0;
        if (absent) {
          mean = ${keeps ? 'running[sizes.runningMeanAt + index]' : '0.0'};
          variance = ${keeps ? 'running[sizes.runningVarianceAt + index]' : '0.0'};
        }
        let scale = 1.0 / sqrt(variance + ${NORM_EPS});
        if (lane == 0u && p.stores) {
          moments[index] = mean;
          moments[sizes.scaleAt + index] = scale;
          ${keeps ? KEEP : ''}
        }
        if (!p.stores) { return; }
        ${overRows(
          crew,
          'sizes.rows',
          () => `if (isApplied(p, b)) { let at = p.start + b * sizes.columns; y[at] = finish((x[at] - mean) * scale, p.stat, p.j, at); }`,
        )}
      }`,
  });

const KEEP = ['runningMean', 'runningVariance']
  .map((name, i) => {
    const kept = `running[sizes.${name}At + index]`;
    return `if (!absent && sizes.momentum > 0.0) { ${kept} = ${kept} * (1.0 - sizes.momentum) + ${['mean', 'unbiased'][i]} * sizes.momentum; }`;
  })
  .join('\n          ');

const TRAINING = { plain: forEachCrew(training(false)), running: forEachCrew(training(true)) };

const THREADS = 256;

/** By running statistics, one thread an element. */
const EVALUATION: Program = {
  key: 'norm evaluation',
  reads: { x: 'f32', gamma: 'f32', beta: 'f32', ints: 'i32', residual: 'f32', mean: 'f32', variance: 'f32' },
  writes: { y: 'f32' },
  sizes: ['mode', 'rows', 'columns', 'intsWidth', 'size', ...FINISH_SIZES],
  threads: THREADS,
  code: `${FINISH}
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        let j = at % sizes.columns;
        let row = at / sizes.columns;
        var stat = row / sizes.rows;
        if (sizes.mode == 2u) { stat = u32(ints[row % sizes.rows * sizes.intsWidth]); }
        let index = stat * sizes.columns + j;
        y[at] = finish((x[at] - mean[index]) / sqrt(variance[index] + ${NORM_EPS}), stat, j, at);
      }`,
};

interface Applied {
  x: TensorInfo;
  gamma: TensorInfo;
  beta: TensorInfo;
  ints: TensorInfo;
  residual?: TensorInfo;
}

const gammaPitch = (gamma: TensorInfo) => (gamma.shape.length === 1 ? 0 : (gamma.shape.at(-1) as number));

export const NORM_KERNEL: WebgpuKernel = {
  name: NORM,
  programs: (on) => [TRAINING.plain(on), TRAINING.running(on)],
  run: (on, inputs, attributes) => {
    const given = inputs as unknown as Applied & { meanInPlace?: TensorInfo; varianceInPlace?: TensorInfo };
    const { x, gamma, beta, ints, residual, meanInPlace, varianceInPlace } = given;
    const { sets, domains, count, unbiased, rectified, momentum, kept, key } = attributes as Norm;
    const [towers, rows, columns] = x.shape as [number, number, number];
    const inTower = setsOf(sets, domains);
    const statistics = [towers, inTower, columns];
    const moments = on.allocateTogether([statistics, statistics]);
    const [mean, scale] = moments.tensors as [TensorInfo, TensorInfo];
    const running = meanInPlace && varianceInPlace ? together(on, [meanInPlace, varianceInPlace], 'changed') : undefined;
    const [runningMeanAt, runningVarianceAt] = (running?.at ?? [0, 0]) as [number, number];
    const y = on.allocate(x.shape);
    const sizes = {
      ...{ mode: SETS_CODE[sets], rows, columns, count, sets: inTower, intsWidth: ints.shape[1] as number, scaleAt: moments.at[1] as number },
      ...{ runningMeanAt, runningVarianceAt, unbiased: Number(unbiased), momentum, gammaPitch: gammaPitch(gamma) },
      ...{ rectified: Number(rectified), added: residual ? 1 : 0, kept, key: kept < DRAWS ? key >>> 0 : 0, gain: DRAWS / kept },
    };
    const bound = { x, gamma, beta, ints, residual: residual ?? x, y, moments: moments.piece };
    const groups = towers * inTower * Math.ceil(columns / COLUMNS);
    if (running) on.run(TRAINING.running(on), { ...bound, running: running.piece }, sizes, groups);
    else on.run(TRAINING.plain(on), bound, sizes, groups);
    running?.done();
    return [y, mean, scale];
  },
};

export const NORM_EVALUATION_KERNEL: WebgpuKernel = {
  name: NORM_EVALUATION,
  programs: () => [EVALUATION],
  run: (on, inputs, attributes) => {
    const { x, gamma, beta, ints, residual, mean, variance } = inputs as unknown as Applied & { mean: TensorInfo; variance: TensorInfo };
    const { sets, rectified } = attributes as NormEvaluation;
    const [towers, rows, columns] = x.shape as [number, number, number];
    const size = towers * rows * columns;
    const y = on.allocate(x.shape);
    const sizes = {
      ...{ mode: SETS_CODE[sets], rows, columns, intsWidth: ints.shape[1] as number, size, gammaPitch: gammaPitch(gamma) },
      ...{ rectified: Number(rectified), added: residual ? 1 : 0, kept: DRAWS, key: 0, gain: 1 },
    };
    on.run(EVALUATION, { x, gamma, beta, ints, residual: residual ?? x, mean, variance, y }, sizes, Math.ceil(size / THREADS));
    return y;
  },
};
