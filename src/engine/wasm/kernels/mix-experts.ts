import type { TensorInfo } from '@tensorflow/tfjs-core';
import { MIX_EXPERTS, MIX_EXPERTS_GRADIENT, type MixExperts } from '../../kernels/fused';
import { registerFused, shape3, shares } from './register';

/** Rows of a share. */
const ROWS = 128;
const partsOf = (rows: number) => shares(rows, ROWS);

export function registerMixExperts(): void {
  registerFused<MixExperts>(MIX_EXPERTS, (machine, inputs, { shares: kind }) => {
    const { logits, experts } = inputs as Record<'logits' | 'experts', TensorInfo>;
    const [gates, rows, count] = shape3(logits);
    const width = experts.shape[2] as number;
    const y = machine.output([gates, rows, width]);
    const made = kind === 'softmax' ? machine.output([gates, rows, count]) : undefined;
    const given = [made && logits, made ?? logits, experts, y].map((tensor) => machine.at(tensor));
    machine.run('mixExperts', partsOf(rows), ...given, gates, rows, count, width);
    return made ? [y, made] : [y];
  });

  registerFused<MixExperts>(MIX_EXPERTS_GRADIENT, (machine, inputs, { shares: kind }) => {
    const { dy, shares, experts } = inputs as Record<'dy' | 'shares' | 'experts', TensorInfo>;
    const [gates, rows, count] = shape3(shares);
    const dexperts = machine.output(experts.shape);
    const dlogits = kind === 'constant' ? undefined : machine.output([gates, rows, count]);
    const given = [dy, shares, experts, dlogits, dexperts].map((tensor) => machine.at(tensor));
    machine.run('mixExpertsGradient', partsOf(rows), Number(kind === 'softmax'), ...given, gates, rows, count, experts.shape[2] as number);
    return dlogits ? [dexperts, dlogits] : [dexperts];
  });
}
