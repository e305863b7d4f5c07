import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { FACTOR_GATE, FACTOR_GATE_GRADIENT, type FactorGate } from '../../kernels/fused';
import { registerFused, shares } from './register';

/** Values of a share. */
const VALUES = 65_536;

export function registerFactorGate(): void {
  registerFused<FactorGate>(FACTOR_GATE, (machine, { u, t }, kind, { alpha }) => {
    const y = machine.output((u as TensorInfo).shape);
    const size = util.sizeFromShape(y.shape);
    machine.run('factorGate', shares(size, VALUES), ...[u, t, alpha, y].map((tensor) => machine.at(tensor)), ...numbersOf(kind), size);
    return y;
  });

  registerFused<FactorGate>(FACTOR_GATE_GRADIENT, (machine, { dy, u, t }, kind, { alpha }) => {
    const { shape } = u as TensorInfo;
    const size = util.sizeFromShape(shape);
    const made = [machine.output(shape), machine.output(shape)];
    const given = [dy, u, t, alpha, ...made].map((tensor) => machine.at(tensor));
    machine.run('factorGateGradient', shares(size, VALUES), ...given, ...numbersOf(kind), size);
    return made;
  });
}

const numbersOf = ({ most, epsilon, below, flat }: FactorGate): number[] => [most, epsilon, below, Number(flat)];
