import type { TensorInfo } from '@tensorflow/tfjs-core';
import { DRAWS, DROPOUT_MASK, type DropoutMaskAttributes } from '../../kernels/dropout-mask';
import { NORM, NORM_EVALUATION, NORM_GRADIENT, type Norm, type NormEvaluation, type NormGradient } from '../../kernels/fused';
import { SETS_CODE } from '../../kernels/optimiser';
import { registerFused, shape3, shares } from './register';
import { leastRows, listRows } from './rows';

/** Columns of a share, at most: room in its scratch memory (`MOST_COLUMNS` of `assembly/norm.ts`). */
const COLUMNS = 64;
/** Fewer where they would not give every thread some. */
const FEWER_COLUMNS = 32;
/** Elements of a dropout mask in a share. */
const ELEMENTS = 65_536;

/** Shares of a tower's columns. */
function columnShares(columns: number, towers: number, threads: number): number {
  return shares(columns, towers * shares(columns, COLUMNS) < 4 * threads ? FEWER_COLUMNS : COLUMNS);
}

export function registerNorm(): void {
  registerFused<Norm>(NORM, (machine, { x, gamma, beta, ints }, attributes, { residual, meanInPlace, varianceInPlace }) => {
    const { sets, domains, count, unbiased, rectified, momentum, kept, key } = attributes;
    const [towers, rows, columns] = shape3(x as TensorInfo);
    const { list, setsOfTower } = listRows(machine, ints as TensorInfo, sets, rows, count, towers, domains);
    const y = machine.output([towers, rows, columns]);
    const [mean, scale] = [0, 1].map(() => machine.output([towers, setsOfTower, columns])) as [TensorInfo, TensorInfo];
    const parameters = [machine.at(gamma), machine.at(beta), Number(gamma?.shape.length === 1), machine.at(residual)];
    const running = [machine.at(meanInPlace), machine.at(varianceInPlace)];
    const outputs = [machine.at(y), machine.at(mean), machine.at(scale)];
    const sizes = [towers, setsOfTower, rows, columns];
    const flags = [Number(unbiased), Number(rectified), momentum, kept, key];
    const chunks = towers * columnShares(columns, towers, machine.threads);
    machine.run('norm', chunks, machine.at(x), ...parameters, ...running, ...outputs, list, leastRows(sets), ...sizes, ...flags);
    return [y, mean, scale];
  });

  registerFused<NormGradient>(NORM_GRADIENT, (machine, inputs, attributes, { y, intoGamma, intoBeta }) => {
    const { dy, x, gamma, mean, scale, ints } = inputs as Record<'dy' | 'x' | 'gamma' | 'mean' | 'scale' | 'ints', TensorInfo>;
    const { sets, domains, count, unbiased, rectified, kept } = attributes;
    const [towers, rows, columns] = shape3(x);
    const { list, setsOfTower } = listRows(machine, ints, sets, rows, count, towers, domains);
    const dx = machine.output([towers, rows, columns]);
    const [dgamma, dbeta] = [machine.output(gamma.shape, intoGamma), machine.output(gamma.shape, intoBeta)];
    const shared = gamma.shape.length === 1;
    const read = [machine.at(dy), machine.at(x), rectified ? machine.at(y) : 0, machine.at(gamma), Number(shared), machine.at(mean), machine.at(scale)];
    const which = [machine.at(ints), ints.shape[1] as number, list, leastRows(sets), SETS_CODE[sets]];
    const outputs = [machine.at(dx), machine.at(dgamma), machine.at(dbeta)];
    // dx of a NORM without ReLU knows no dropout.
    const sizes = [towers, setsOfTower, rows, count, columns, Number(unbiased), rectified ? DRAWS / kept : 1];
    const across = shared ? 1 : towers;
    machine.run('normGradient', across * columnShares(columns, across, machine.threads), ...read, ...which, ...outputs, ...sizes);
    return [dx, dgamma, dbeta];
  });

  registerFused<NormEvaluation>(NORM_EVALUATION, (machine, { x, gamma, beta, ints, mean, variance }, { sets, domains, rectified }, { residual }) => {
    const [towers, rows, columns] = shape3(x as TensorInfo);
    const { list, setsOfTower } = listRows(machine, ints as TensorInfo, sets, rows, rows, towers, domains);
    const y = machine.output([towers, rows, columns]);
    const parameters = [machine.at(gamma), machine.at(beta), Number(gamma?.shape.length === 1), machine.at(residual), machine.at(mean), machine.at(variance)];
    const sizes = [machine.at(y), list, towers, setsOfTower, rows, columns, Number(rectified)];
    machine.run('normEvaluation', towers * columnShares(columns, towers, machine.threads), machine.at(x), ...parameters, ...sizes);
    return y;
  });

  registerFused<DropoutMaskAttributes>(DROPOUT_MASK, (machine, _, { shape, kept, key }) => {
    const mask = machine.output(shape);
    const size = shape.reduce((a, b) => a * b, 1);
    machine.run('dropoutMask', shares(size, ELEMENTS), machine.at(mask), size, kept, key);
    return mask;
  });
}
