import { type AdapterFactors, generatedWeights } from '../measures/spectra/generated-weights';
import type { Walk, WalkField } from '../protocol/walk';

const [K, WIDTH, BOTTLENECK, OUT, E] = [2, 3, 2, 2, 2];

/** Numbers of order one that look like any others, the same every time. */
const numbers = (size: number, seed: number): Float32Array => Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));

/** The factors of the one adapter of the walks below. */
export const WALK_FACTORS: AdapterFactors = {
  width: WIDTH,
  bottleneck: BOTTLENECK,
  k: K,
  u1: numbers(WIDTH * K, 1),
  v1: numbers(K * BOTTLENECK, 2),
  u2: numbers(BOTTLENECK * K, 3),
  v2: numbers(K * WIDTH, 4),
};
const B1 = numbers(BOTTLENECK, 5);
const B2 = numbers(WIDTH, 6);
const GAMMA = numbers(WIDTH, 7);

/**
 * Walks of a row as each domain, to test with: those of a small model with a tower for each domain, of two layers, and an adapter
 * behind the first. All numbers follow from each other as a model's do; the domain norm is gamma times what the adapter gives.
 */
export function walksOf(row: number, ownDomain: number, domains = 3): Walk[] {
  const walked = Array.from({ length: domains }, (_, domain) => passOf(row, domain, hyper(row, domain).h));
  return walked.map((walk, domain) => {
    const { h, hidden } = hyper(row, domain);
    const { logit, prediction } = passOf(row, ownDomain, h);
    return { row, domain, ownDomain, label: row % 2, hidden, h, below: [], beside: [], ...walk, withThisH: { logit, prediction } };
  });
}

/** A row's way through a domain's tower, with some H. */
function passOf(row: number, domain: number, h: Float32Array): Pick<Walk, 'fields' | 'layers' | 'logit' | 'prediction'> {
  const fields = fieldsOf(row, domain);
  const z1 = layer(x0Of(fields), WIDTH, 20 + domain);
  const { down, up } = generatedWeights(h, WALK_FACTORS);
  const bottleneck = times(z1, down, BOTTLENECK).map((value, j) => sigmoid(value + (B1[j] as number)));
  const given = times(bottleneck, up, WIDTH).map((value, j) => value + (B2[j] as number));
  const added = given.map((value, j) => (GAMMA[j] as number) * value);
  const z2 = layer(
    z1.map((value, j) => value + (added[j] as number)),
    OUT,
    30 + domain,
  );
  const [logit] = times(z2, numbers(OUT, 40 + domain), 1) as unknown as [number];
  return {
    fields,
    layers: [
      { layer: 1, z: z1, adapter: { place: 0, bottleneck, up: given, added } },
      { layer: 2, z: z2 },
    ],
    logit,
    prediction: sigmoid(logit),
  };
}

function hyper(row: number, domain: number): { hidden: Float32Array[]; h: Float32Array } {
  const hidden = layer(x0Of(fieldsOf(row, domain)), 3, 10);
  return { hidden: [hidden], h: layer(hidden, K * K, 11) };
}

function fieldsOf(row: number, domain: number): WalkField[] {
  return [
    { name: 'user_id', kind: 'sparse', text: `u${row}`, numbers: numbers(E, 50 + row) },
    { name: 'domain_indicator', kind: 'domain', text: `domain ${domain}`, numbers: numbers(E, 60 + domain) },
    { name: 'price', kind: 'dense', text: `${row / 10}`, numbers: Float32Array.of((row % 10) / 10) },
  ];
}

const x0Of = (fields: WalkField[]) => Float32Array.from(fields.flatMap((field) => [...field.numbers]));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Softened, so that no unit is shut: ReLU would leave little to see of so few. */
const layer = (x: Float32Array, width: number, seed: number) => times(x, numbers(x.length * width, seed), width).map((value) => Math.log1p(Math.exp(value)));

/** [n] x [n, m] -> [m] */
function times(x: Float32Array, weights: Float32Array, m: number): Float32Array {
  return Float32Array.from({ length: m }, (_, j) => x.reduce((sum, value, i) => sum + value * (weights[i * m + j] as number), 0));
}
