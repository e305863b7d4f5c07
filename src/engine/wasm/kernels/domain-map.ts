import type { TensorInfo } from '@tensorflow/tfjs-core';
import { DOMAIN_MAP, DOMAIN_MAP_GRADIENT, type DomainMap } from '../../kernels/fused';
import { registerFused, shape3, shares } from './register';

/** Rows of a share. */
const ROWS = 256;
/** Columns of a share of the weights' gradient. */
const COLUMNS = 64;

export function registerDomainMap(): void {
  registerFused<DomainMap>(DOMAIN_MAP, (machine, inputs, { times }) => {
    const { x, weight, bias } = inputs as Record<'x' | 'weight' | 'bias', TensorInfo>;
    const [domains, , width] = shape3(weight);
    const rows = shape3(x)[1];
    const y = machine.output([domains * times, rows, width]);
    const given = [x, weight, bias, y].map((tensor) => machine.at(tensor));
    machine.run('domainMap', shares(rows, ROWS), ...given, domains, times, rows, width);
    return y;
  });

  registerFused<DomainMap>(DOMAIN_MAP_GRADIENT, (machine, inputs, { times }, { intoWeight, intoBias }) => {
    const { dy, x, weight } = inputs as Record<'dy' | 'x' | 'weight', TensorInfo>;
    const [domains, , width] = shape3(weight);
    const rows = shape3(x)[1];
    const dx = machine.output(x.shape);
    const [dw, db] = [machine.output(weight.shape, intoWeight), machine.output(weight.shape, intoBias)];
    const sizes = [domains, times, rows, width];
    machine.run('domainMapByInput', shares(rows, ROWS), machine.at(dy), machine.at(weight), machine.at(dx), ...sizes);
    const given = [dy, x, dw, db].map((tensor) => machine.at(tensor));
    machine.run('domainMapByWeight', domains * shares(width, COLUMNS), ...given, ...sizes);
    return [dx, dw, db];
  });
}
