import type { TensorInfo } from '@tensorflow/tfjs-core';
import { LOGISTIC_LOSS, OWN_LOGIT, OWN_LOGIT_GRADIENT } from '../../kernels/fused';
import { registerFused, shape3, shares } from './register';

/** Rows of a share. */
const ROWS = 512;
/** Columns of a share of the weights' gradient. */
const COLUMNS = 64;

/** A row's own logit and the loss. */
export function registerLogits(): void {
  registerFused(OWN_LOGIT, (machine, inputs) => {
    const { z, weight, bias, ints } = inputs as Record<'z' | 'weight' | 'bias' | 'ints', TensorInfo>;
    const [towers, rows, m] = shape3(z);
    const y = machine.output([1, rows, 1]);
    const maps = [machine.at(weight), machine.at(bias), weight.shape[0] as number];
    machine.run('ownLogit', shares(rows, ROWS), machine.at(z), towers, ...maps, machine.at(ints), ints.shape[1] as number, machine.at(y), rows, m);
    return y;
  });

  registerFused(OWN_LOGIT_GRADIENT, (machine, inputs, _, { intoWeight, intoBias }) => {
    const { dy, z, weight, ints } = inputs as Record<'dy' | 'z' | 'weight' | 'ints', TensorInfo>;
    const [towers, rows, m] = shape3(z);
    const domains = weight.shape[0] as number;
    const dz = machine.output([towers, rows, m]);
    const dweight = machine.output([domains, m, 1], intoWeight);
    const dbias = machine.output([domains, 1, 1], intoBias);
    const own = [machine.at(ints), ints.shape[1] as number];
    machine.run('ownLogitByInput', shares(rows, ROWS), machine.at(dy), towers, machine.at(weight), domains, ...own, machine.at(dz), rows, m);
    const chunks = domains * shares(m, COLUMNS);
    machine.run('ownLogitByWeight', chunks, machine.at(dy), machine.at(z), towers, ...own, machine.at(dweight), machine.at(dbias), domains, rows, m);
    return [dz, dweight, dbias];
  });

  registerFused(LOGISTIC_LOSS, (machine, inputs) => {
    const { logits, floats } = inputs as Record<'logits' | 'floats', TensorInfo>;
    const rows = floats.shape[0] as number;
    const loss = machine.output([]);
    const gradient = machine.output([1, rows, 1]);
    machine.run('logisticLoss', 1, machine.at(logits), machine.at(floats), floats.shape[1] as number, machine.at(loss), machine.at(gradient), rows);
    return [loss, gradient];
  });
}
