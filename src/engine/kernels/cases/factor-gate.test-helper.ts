import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { factorGate, range, sizeOf } from '../fused.definition.test-helper';
import { factorGateGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, floats, type Given, normals, once, type Shape } from './case.test-helper';

interface GateChoice extends kernel.FactorGate {
  shape: Shape;
  /** Left out: no tensor of it, 1. */
  alpha?: number;
  /** How far the numbers that make the factors are spread. */
  spread?: number;
}

/** Nothing lies nearer to epsilon than this, in what the sigmoid is taken of, so that no rounding opens or closes a gate. */
const APART = 1e-3;

function gateFamily({ shape, alpha, spread = 1.5, ...kind }: GateChoice): Family {
  const { most, epsilon, below, flat } = kind;
  const title = `${shape.join(' x ')}, at most ${most}, epsilon ${epsilon}, below ${below}, alpha ${alpha ?? 'left out'}${flat ? ', flat' : ''}, spread ${spread}`;
  const steep = Math.fround(alpha ?? 1);
  const made = once(() => {
    const random = randomStream(23, `gate/${title}`);
    const [u, dy] = [normals(random, shape), normals(random, shape)];
    const closing = Math.log(epsilon / (most - epsilon)) / steep;
    const t = floats(
      range(sizeOf(shape)).map(() => {
        const drawnT = spread * random.normal();
        return Math.abs(drawnT - closing) < APART ? closing + 2 * APART : drawnT;
      }),
      shape,
    );
    const inputs = { u: exact(u), t: exact(t) };
    const given = { ...kind, alpha: steep };
    const gradient = bothWays(inputs, exact(dy), (at) => factorGate(at, given), factorGateGradient(inputs, exact(dy), given));
    return { u, t, dy, y: factorGate(inputs, given), gradient };
  });
  const steepness: Record<string, Given> = alpha === undefined ? {} : { alpha: floats([alpha], [1]) };
  return {
    cases: [
      {
        kernel: kernel.FACTOR_GATE,
        title,
        make: () => {
          const { u, t, y } = made();
          return { inputs: { u, t, ...steepness }, attributes: kind, results: [{ shape, values: y }] };
        },
      },
      {
        kernel: kernel.FACTOR_GATE_GRADIENT,
        title,
        make: () => {
          const { u, t, dy, gradient } = made();
          const results = [
            { shape, values: gradient.wanted.u },
            { shape, values: gradient.wanted.t },
          ];
          return { inputs: { dy, u, t, ...steepness }, attributes: kind, results };
        },
      },
    ],
    gradient: { title: `factor gate, ${title}`, make: () => made().gradient },
  };
}

const OPEN = { most: 2, epsilon: -1, below: 0, flat: false } as const;
const PRUNED = { most: 2, epsilon: 0.8, below: 0, flat: false } as const;
// A software GPU takes every other case: of these, every kind.
const CHOICES: GateChoice[] = [
  ...drawn('gate', 4, (size, i): GateChoice => ({ shape: [size(3), size(20), size(9)], ...(i % 2 === 0 ? PRUNED : OPEN), alpha: 0.5 + i })),
  { shape: [1, 1, 1], ...OPEN },
  { shape: [2, 5, 7], ...OPEN },
  { shape: [1, 7, 5], ...PRUNED, below: -1, alpha: 1.7 },
  { shape: [1, 9, 3], most: 1, epsilon: 0.3, below: -1, flat: true, alpha: 2.5 },
  { shape: [1, 6, 6], ...PRUNED, below: -1 },
  { shape: [1, 6, 7], most: 1, epsilon: 0.3, below: 0, flat: false, alpha: 3 },
  { shape: [3, 300, 37], ...PRUNED, alpha: 1.01 },
  { shape: [1, 700, 97], ...PRUNED },
  { shape: [3, 257, 128], ...OPEN },
  // So steep that the sigmoid is 0 or 1 for most.
  { shape: [1, 40, 11], ...PRUNED, alpha: 30, spread: 9 },
];
export const GATES: Family[] = CHOICES.map(gateFamily);
