import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { type MixShape, mixExperts } from '../fused.definition.test-helper';
import { mixGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, floats, largest, normals, once } from './case.test-helper';

interface MixChoice extends Omit<MixShape, 'gated'>, kernel.MixExperts {
  /** How far the logits lie from 0: e to that power is beyond float32. */
  around?: number;
  /** How far each expert's logits lie above those of the one before. */
  rising?: number;
  /** Each gate leaves out every other expert, as PLE's do those of other domains. */
  leavesOut?: boolean;
}

/** What PLE gives an expert that a gate never takes. */
const NEVER = -1e9;

function mixFamily({ around = 0, rising = 0, leavesOut = false, shares, ...sizes }: MixChoice): Family {
  const { gates, rows, experts, width } = sizes;
  const shape = { ...sizes, gated: shares === 'softmax' };
  const kind = `${shares}${around ? `, around ${around}` : ''}${rising ? `, rising by ${rising}` : ''}${leavesOut ? ', some left out' : ''}`;
  const title = `${gates} gates over ${experts} experts, ${rows} rows, ${width} wide, ${kind}`;
  const made = once(() => {
    const random = randomStream(19, `mix/${title}`);
    const isLeftOut = (i: number) => leavesOut && ((i % experts) + Math.floor(i / (rows * experts))) % 2 === 0;
    const logits = floats(
      exact(normals(random, [gates, rows, experts])).map((value, i) => (isLeftOut(i) ? NEVER : value + around + rising * (i % experts))),
      [gates, rows, experts],
    );
    const [outputs, dy] = [normals(random, [experts, rows, width]), normals(random, [gates, rows, width])];
    const inputs = { logits: exact(logits), experts: exact(outputs) };
    const gradient = bothWays(inputs, exact(dy), (given) => mixExperts(given, shape).y, mixGradient(inputs, exact(dy), shape));
    return { logits, outputs, dy, out: mixExperts(inputs, shape), gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.MIX_EXPERTS,
        title,
        make: () => {
          const { logits, outputs, out } = made();
          const mixed = { shape: [gates, rows, width], values: out.y };
          const results = shape.gated ? [mixed, { shape: logits.shape, values: out.shares }] : [mixed];
          return { inputs: { logits, experts: outputs }, attributes: { shares }, results };
        },
      },
      {
        kernel: kernel.MIX_EXPERTS_GRADIENT,
        title,
        make: () => {
          const { logits, outputs, dy, out, gradient } = made();
          // Where one expert has all of a row, the terms of the gradient by its logit cancel almost completely.
          const terms = rising > 0 ? largest(outputs.values) * largest(dy.values) : 0;
          const byExperts = { shape: outputs.shape, values: gradient.wanted.experts };
          const byLogits = { shape: logits.shape, values: gradient.wanted.logits, terms };
          const results = shares === 'constant' ? [byExperts] : [byExperts, byLogits];
          return { inputs: { dy, shares: floats(out.shares, logits.shape), experts: outputs }, attributes: { shares }, results };
        },
      },
    ],
    gradient: { title: `mixture of experts, ${title}`, make: () => made().gradient },
  };
}

// A software GPU takes every other case: of these, every kind.
const CHOICES: MixChoice[] = [
  ...drawn(
    'mix',
    4,
    (size, i): MixChoice => ({ gates: size(4), rows: size(20), experts: size(9), width: size(21), shares: i % 4 === 1 ? 'given' : 'softmax' }),
  ),
  { gates: 4, rows: 3, experts: 9, width: 3, shares: 'softmax', rising: 40 },
  { gates: 1, rows: 1, experts: 1, width: 1, shares: 'softmax' },
  { gates: 2, rows: 7, experts: 6, width: 5, shares: 'softmax', leavesOut: true },
  { gates: 3, rows: 5, experts: 4, width: 4, shares: 'constant' },
  { gates: 3, rows: 300, experts: 7, width: 70, shares: 'given' },
  { gates: 1, rows: 513, experts: 10, width: 16, shares: 'softmax' },
  { gates: 9, rows: 66, experts: 61, width: 20, shares: 'softmax', leavesOut: true, around: -200 },
  { gates: 2, rows: 130, experts: 3, width: 35, shares: 'softmax' },
  { gates: 1, rows: 200, experts: 5, width: 37, shares: 'constant' },
];
export const MIXES: Family[] = CHOICES.map(mixFamily);
