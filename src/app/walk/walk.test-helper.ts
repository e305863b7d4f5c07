import { randomStream } from '../../lib/random';
import { generatedWeights } from '../../measures/spectra/generated-weights';
import type { Walk, WalkField } from '../../protocol/walk';
import type { WalkedLook } from '../../runs/rank-history';

/** What a small model reads and how wide it is. */
interface Size {
  k: number;
  bottleneck: number;
  /** Of each layer; the adapter follows the last. */
  layers: number[];
  hidden: number;
  embedding: number;
  domains: number;
}

/** What the domain reaches: a field of its own, as in the models of the page, or nothing but H. */
type Reach = 'a field' | 'H alone';

const SMALL: Size = { k: 3, bottleneck: 4, layers: [6, 5], hidden: 7, embedding: 2, domains: 3 };
const ROWS = [
  { row: 7, own: 0, label: 1, user: 'u3', price: 0.25 },
  { row: 41, own: 2, label: 0, user: 'u9', price: -0.5 },
];

/**
 * A look whose walks are a plain forward pass, in double precision, through a small model with random weights: all numbers of a walk
 * belong together as those of a real one do.
 */
export function walkedLook({
  size = SMALL,
  reach = 'a field',
  seed = 1,
  epoch = 4,
  authors = false,
}: {
  size?: Size;
  reach?: Reach;
  seed?: number;
  epoch?: number;
  authors?: boolean;
} = {}): WalkedLook & { walks: Walk[] } {
  const { k, bottleneck: r, layers, hidden: width, embedding: e, domains } = size;
  const random = randomStream(seed, 'walk');
  const draw = (n: number, scale: number) => Float64Array.from({ length: n }, () => scale * random.normal());
  const table = new Map<string, Float64Array>();
  const embedded = (text: string) => {
    const known = table.get(text) ?? draw(e, 1);
    table.set(text, known);
    return known;
  };
  const m = layers.at(-1) as number;
  const inputs = (reach === 'a field' ? 2 : 1) * e + 1;
  const factor = (rows: number, columns: number) => Float32Array.from(draw(rows * columns, 1 / Math.sqrt(rows)), (value) => (authors ? 1 : value));
  const factors = { width: m, bottleneck: r, k, u1: factor(m, k), v1: factor(k, r), u2: factor(r, k), v2: factor(k, m) };
  const hyper = [draw(inputs * width, 1 / Math.sqrt(inputs)), draw(width * k * k, 1 / Math.sqrt(width))] as const;
  const shift = Array.from({ length: domains }, () => draw(k * k, 0.6));
  const tower = layers.map((wide, l) => draw((layers[l - 1] ?? inputs) * wide, 1 / Math.sqrt(layers[l - 1] ?? inputs)));
  const [b1, b2, gamma, head, cross] = [draw(r, 0.3), draw(m, 0.3), draw(m, 0.6), draw(m, 0.8), draw(inputs, 0.5)];

  const walkOf = ({ row, own, label, user, price }: (typeof ROWS)[number], domain: number, from?: Float64Array): Omit<Walk, 'withThisH'> => {
    const named: WalkField[] = [
      { name: 'user', kind: 'sparse', text: user, numbers: Float32Array.from(embedded(user)) },
      ...(reach === 'a field' ? [{ name: 'domain', kind: 'domain' as const, text: `d${domain}`, numbers: Float32Array.from(embedded(`d${domain}`)) }] : []),
      { name: 'price', kind: 'dense', text: String(price), numbers: Float32Array.of(price) },
    ];
    const x = Float64Array.from(named.flatMap(({ numbers }) => [...numbers]));
    const first = times(x, hyper[0], width).map(relu);
    const made = times(first, hyper[1], k * k).map((value, i) => relu(value + (reach === 'H alone' ? (shift[domain]?.[i] as number) : 0)) / Math.sqrt(k));
    const h = from ?? made;
    let z = x;
    const through = tower.map((weights, l) => {
      z = times(z, weights, layers[l] as number).map(relu);
      return { layer: l + 1, z: Float32Array.from(z) };
    });
    const { down, up } = generatedWeights(Float32Array.from(h), factors);
    const bottleneck = times(z, Float64Array.from(down), r).map((value, i) => 1 / (1 + Math.exp(-value - (b1[i] as number))));
    const u = times(bottleneck, Float64Array.from(up), m).map((value, i) => value + (b2[i] as number));
    const added = u.map((value, i) => (gamma[i] as number) * value);
    const beside = x.map((value, i) => value * (cross[i] as number));
    const logit = z.reduce((sum, value, i) => sum + (head[i] as number) * (value + (added[i] as number)), 0) + beside.reduce((a, b) => a + b, 0);
    const place = { place: 0, bottleneck: Float32Array.from(bottleneck), up: Float32Array.from(u), added: Float32Array.from(added) };
    return {
      row,
      domain,
      ownDomain: own,
      label,
      fields: named,
      hidden: [Float32Array.from(first)],
      h: Float32Array.from(h),
      below: [],
      layers: through.map((each, l) => (l === layers.length - 1 ? { ...each, adapter: place } : each)),
      beside: [{ name: 'cross network', values: Float32Array.from(beside) }],
      logit,
      prediction: 1 / (1 + Math.exp(-logit)),
    };
  };

  const walks = ROWS.flatMap((row) =>
    Array.from({ length: domains }, (_, domain) => {
      const walk = walkOf(row, domain);
      const { logit, prediction } = walkOf(row, row.own, Float64Array.from(walk.h));
      return { ...walk, withThisH: { logit, prediction } };
    }),
  );
  return { epoch, final: false, k, bottleneck: r, adapters: [{ layer: layers.length, width: m }], factors: [factors], walks };
}

const relu = (value: number) => Math.max(0, value);

/** [n] times [n, columns]. */
function times(x: Float64Array, weights: Float64Array, columns: number): Float64Array {
  const out = new Float64Array(columns);
  for (const [i, value] of x.entries()) for (let j = 0; j < columns; j++) out[j] = (out[j] as number) + value * (weights[i * columns + j] as number);
  return out;
}
