import { adapterKindOf } from '../../config/adapter-kinds';
import type { AdapterKind } from '../../config/run-config';
import { fixed, short } from '../../lib/numbers';
import { hasH } from '../../runs/inside/kinds';
import { percent } from './changes';
import { biasesOf, layerOf, sumOf, weightsOf } from './parts';
import { labelText, sizeOf } from './sentences';
import type { Side } from './sides';
import type { StepName } from './steps';
import { towerFormula } from './tower-input';

/**
 * A step's formula with this row's values filled in, a line each. Of vectors it follows one unit, the one to which the adapter adds most.
 *
 * @param scaled whether H is divided by √k, as at the near-identity start
 * @param leader whose units are followed, where the side stands beside another
 */
export function workingsOf(step: StepName, side: Side, adapter: number, scaled: boolean, leader = side): string[] {
  const { walk, look } = side;
  const { k, bottleneck: r } = look;
  const { z, adapter: own, layer } = layerOf(side, adapter);
  const { adapter: led } = layerOf(leader, adapter);
  const unit = largestAt(led.added);
  const u = unit + 1;
  const kind = adapterKindOf(look);
  const biases = biasesOf(side, adapter);
  switch (step) {
    case 'row':
      return [`y = ${walk.label}: ${labelText(walk.label)}`];
    case 'embeddings': {
      const all = walk.fields.flatMap(({ numbers }) => [...numbers]);
      return [
        `x = (${all.slice(0, 4).map(short).join(', ')}, …), ${all.length} numbers`,
        ...(walk.fields.some(({ kind }) => kind === 'dense')
          ? ['A value of a sparse field or of the domain picks a row of a table; a dense one is scaled.']
          : []),
      ];
    }
    case 'hyper':
      if (!hasH(look)) return ['none'];
      return [
        'each layer: ReLU(BatchNorm(x A + b))',
        ...walk.hidden.map(
          (values, i) => `hidden layer ${i + 1}: ${above(values)} of ${values.length} units are above zero, the largest ${short(Math.max(0, ...values))}`,
        ),
      ];
    case 'h': {
      if (!hasH(look)) return ['none'];
      const at = largestAt(walk.h);
      return [
        `H = the last layer’s ${k * k} numbers, ${k} a row${scaled ? `, divided by √${k}` : ''}`,
        `largest: H[${Math.floor(at / k) + 1}, ${(at % k) + 1}] = ${short(walk.h[at] as number)}; size |H| = ${short(sizeOf(walk.h))}`,
      ];
    }
    case 'weights': {
      const { down, up } = weightsOf(side, adapter);
      const [d, w] = [largestAt(down), largestAt(up)];
      const m = z.length;
      return [
        `W_down ${FILLED[kind].down(m, k, r)}`,
        `largest: ${kind === 'hamur' || kind === 'domain-only' ? `U₁[${Math.floor(d / r) + 1}] H V₁[ , ${(d % r) + 1}]` : `W_down[${Math.floor(d / r) + 1}, ${(d % r) + 1}]`} = ${short(down[d] as number)}`,
        `W_up ${FILLED[kind].up(m, k, r)}`,
        `largest: ${kind === 'hamur' || kind === 'domain-only' ? `U₂[${Math.floor(w / m) + 1}] H V₂[ , ${(w % m) + 1}]` : `W_up[${Math.floor(w / m) + 1}, ${(w % m) + 1}]`} = ${short(up[w] as number)}`,
        ...(biases ? [`biases of this row: |u₁ H V₁| = ${short(sizeOf(biases.down))}, |u₂ H V₂| = ${short(sizeOf(biases.up))}`] : []),
      ];
    }
    case 'tower':
      return [`z = ${towerFormula(walk, layer)}: ${above(z)} of ${z.length} numbers are above zero`, `z[${u}] = ${short(z[unit] as number)}`];
    case 'bottleneck': {
      const { down } = weightsOf(side, adapter);
      const b = largestAt(led.bottleneck.map((value) => value - 0.5));
      const product = z.reduce((sum, value, i) => sum + value * (down[i * r + b] as number), 0);
      const [plus, plusNumber] = biases ? [` + u₁ H V₁[${b + 1}]`, ` + ${fixed(biases.down[b] as number, 3)}`] : ['', ''];
      return [
        `a = sigmoid(z W_down${biases ? ' + u₁ H V₁' : ''} + b₁)`,
        `a[${b + 1}] = sigmoid(z · W_down[ , ${b + 1}]${plus} + b₁[${b + 1}]) = sigmoid(${fixed(product, 3)}${plusNumber} + b₁[${b + 1}]) = ${fixed(own.bottleneck[b] as number, 3)}`,
      ];
    }
    case 'up': {
      const { up } = weightsOf(side, adapter);
      const product = own.bottleneck.reduce((sum, value, i) => sum + value * (up[i * z.length + unit] as number), 0);
      const [plus, plusNumber] = biases ? [` + u₂ H V₂[${u}]`, ` + ${fixed(biases.up[unit] as number, 3)}`] : ['', ''];
      return [
        `u = a W_up${biases ? ' + u₂ H V₂' : ''} + b₂`,
        `u[${u}] = a · W_up[ , ${u}]${plus} + b₂[${u}] = ${fixed(product, 3)}${plusNumber} + b₂[${u}] = ${fixed(own.up[unit] as number, 3)}`,
      ];
    }
    case 'norm':
      return [
        'added = γ (u − mean) / √(variance + 0.00001) + β',
        `added[${u}] = γ[${u}] (${fixed(own.up[unit] as number, 3)} − mean) / √(variance + 0.00001) + β[${u}] = ${fixed(own.added[unit] as number, 3)}`,
        `|added| / |z| = ${short(sizeOf(own.added))} / ${short(sizeOf(z))} = ${percent(sizeOf(own.added) / sizeOf(z))}`,
      ];
    case 'sum': {
      const sum = sumOf(z, own.added);
      return ['z′ = z + added', `z′[${u}] = ${fixed(z[unit] as number, 3)} + ${fixed(own.added[unit] as number, 3)} = ${fixed(sum[unit] as number, 3)}`];
    }
    case 'prediction':
      return [
        `logit = ${fixed(walk.logit, 3)}`,
        `probability = 1 / (1 + exp(−logit)) = 1 / (1 + exp(${fixed(-walk.logit, 3)})) = ${fixed(walk.prediction, 3)}`,
      ];
  }
}

type Size = (m: number, k: number, r: number) => string;
const UHV: { down: Size; up: Size } = {
  down: (m, k, r) => `= U₁ H V₁: [${m} × ${k}] [${k} × ${k}] [${k} × ${r}]`,
  up: (m, k, r) => `= U₂ H V₂: [${r} × ${k}] [${k} × ${k}] [${k} × ${m}]`,
};
const free = (whose: string): { down: Size; up: Size } => ({ down: (m, _, r) => `${whose}: [${m} × ${r}]`, up: (m, _, r) => `${whose}: [${r} × ${m}]` });
/** What fills W_down and W_up. */
const FILLED: Record<AdapterKind, { down: Size; up: Size }> = {
  hamur: UHV,
  'domain-only': UHV,
  'per-domain': free('of the row’s domain'),
  bias: free('of all rows'),
  'low-rank': { down: (m, k, r) => `= U₁ V₁: [${m} × ${k}] [${k} × ${r}]`, up: (m, k, r) => `= U₂ V₂: [${r} × ${k}] [${k} × ${m}]` },
};

/** Where the value of the largest size stands. */
export function largestAt(values: Float32Array): number {
  return values.reduce((best, value, i) => (Math.abs(value) > Math.abs(values[best] as number) ? i : best), 0);
}

const above = (values: Float32Array) => values.reduce((n, value) => n + Number(value > 0), 0);
