import type { TensorInfo } from '@tensorflow/tfjs-core';
import { MIX_EXPERTS, MIX_EXPERTS_GRADIENT, type MixExperts } from '../../kernels/fused';
import { registerFused, shape3, shares as sharesOf } from './register';

/** Rows of a share. */
const ROWS = 128;

export function registerMixExperts(): void {
  registerFused<MixExperts>(MIX_EXPERTS, (machine, inputs, { gated }) => {
    const { logits, experts } = inputs as Record<'logits' | 'experts', TensorInfo>;
    const [gates, rows, count] = shape3(logits);
    const width = experts.shape[2] as number;
    const y = machine.output([gates, rows, width]);
    const shares = gated ? machine.output([gates, rows, count]) : logits;
    const given = [gated ? logits : undefined, shares, experts, y].map((tensor) => machine.at(tensor));
    machine.run('mixExperts', sharesOf(rows, ROWS), ...given, gates, rows, count, width);
    return gated ? [y, shares] : [y];
  });

  registerFused<MixExperts>(MIX_EXPERTS_GRADIENT, (machine, inputs, { gated }) => {
    const { dy, shares, experts } = inputs as Record<'dy' | 'shares' | 'experts', TensorInfo>;
    const [gates, rows, count] = shape3(shares);
    const [dlogits, dexperts] = [machine.output([gates, rows, count]), machine.output(experts.shape)];
    const given = [dy, shares, experts, dlogits, dexperts].map((tensor) => machine.at(tensor));
    machine.run('mixExpertsGradient', sharesOf(rows, ROWS), Number(gated), ...given, gates, rows, count, experts.shape[2] as number);
    return [dlogits, dexperts];
  });
}
