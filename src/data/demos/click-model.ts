import { type Random, randomStream } from '../../lib/random';
import type { Column, Table } from '../table/table';

/**
 * A synthetic click model for several domains, with a ground truth that is known and documented:
 *
 *     logit = affinity * <s_d * user, item> / sqrt(axes) + slope_d * (2 price - 1) + hour effect + bias_d
 *
 * - Users belong to segments and items to categories; each is its group's latent vector plus one of its own.
 * - Of the latent axes, a share means the same in every domain; on the others each domain has a sign of its own
 *   (s_d): what draws a user in one domain puts the same user off in another.
 * - The dense feature's slope has its own sign per domain. Items are drawn by popularity (Zipf).
 * - A label is drawn with probability sigmoid(logit). Nobody can order rows better than the logit itself does, so its
 *   AUC is the best possible one.
 */
export interface ClickModel {
  domains: readonly { name: string; share: number; bias: number }[];
  users: number;
  segments: number;
  items: number;
  categories: number;
  axes: number;
  /** Axes on which all domains agree; on the rest each draws its own sign. */
  sharedAxes: number;
  /** How much user and item matter. */
  affinity: number;
  /** Size of the dense feature's slope; its sign differs by domain where `conflictingSlope`. */
  slope: number;
  conflictingSlope: boolean;
}

const HOURS = 24;

/** Columns: user_id, segment, item_id, category, hour, price, channel (the domain), click. */
export function generate(name: string, model: ClickModel, rows: number, seed: number): Table {
  const taste = randomStream(seed, `demo/${name}/truth`);
  const truth = drawTruth(model, taste);
  const random = randomStream(seed, `demo/${name}/rows`);

  const values = {
    user_id: new Int32Array(rows),
    segment: new Int32Array(rows),
    item_id: new Int32Array(rows),
    category: new Int32Array(rows),
    hour: new Int32Array(rows),
    price: new Int32Array(rows),
    channel: new Int32Array(rows),
    click: new Int32Array(rows),
  };
  const trueLogits = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const domain = pickShare(
      model.domains.map(({ share }) => share),
      random.uniform(),
    );
    const user = random.below(model.users);
    const item = pickCumulative(truth.popularity, random.uniform());
    const hour = random.below(HOURS);
    const price = random.below(1000);
    const logit = logitOf(model, truth, domain, user, item, hour, price / 1000);
    trueLogits[row] = logit;
    values.user_id[row] = user;
    values.segment[row] = truth.segmentOf[user] as number;
    values.item_id[row] = item;
    values.category[row] = truth.categoryOf[item] as number;
    values.hour[row] = hour;
    values.price[row] = price;
    values.channel[row] = domain;
    values.click[row] = Number(random.uniform() < 1 / (1 + Math.exp(-logit)));
  }
  const texts: Record<keyof typeof values, (code: number) => string> = {
    user_id: (code) => `u${code}`,
    segment: (code) => `s${code}`,
    item_id: (code) => `i${code}`,
    category: (code) => `c${code}`,
    hour: String,
    price: (code) => (code / 1000).toFixed(3),
    channel: (code) => (model.domains[code] as { name: string }).name,
    click: String,
  };
  const sizes = {
    user_id: model.users,
    segment: model.segments,
    item_id: model.items,
    category: model.categories,
    hour: HOURS,
    price: 1000,
    channel: model.domains.length,
    click: 2,
  };
  const columns = (Object.keys(values) as (keyof typeof values)[]).map(
    (column): Column => compact({ name: column, codes: values[column], values: Array.from({ length: sizes[column] }, (_, code) => texts[column](code)) }),
  );
  return { name, rows, columns, hash: `demo-${name}-${rows}-${seed}`, warnings: [], trueLogits };
}

interface Truth {
  /** [users, axes] and [items, axes] */
  user: Float64Array;
  item: Float64Array;
  segmentOf: Int32Array;
  categoryOf: Int32Array;
  /** [items] running sum of the popularities, ending at 1. */
  popularity: Float64Array;
  /** [domains, axes] +1 or -1 */
  sign: Int8Array;
  /** [domains] */
  slope: Float64Array;
  hour: Float64Array;
}

function drawTruth(model: ClickModel, random: Random): Truth {
  const { axes, domains } = model;
  const groups = (n: number) => Float64Array.from({ length: n * axes }, () => random.normal());
  const [segments, categories] = [groups(model.segments), groups(model.categories)];
  const segmentOf = Int32Array.from({ length: model.users }, () => random.below(model.segments));
  const categoryOf = Int32Array.from({ length: model.items }, () => random.below(model.categories));
  const around = (centres: Float64Array, groupOf: Int32Array) =>
    Float64Array.from(
      { length: groupOf.length * axes },
      (_, i) => (centres[(groupOf[Math.floor(i / axes)] as number) * axes + (i % axes)] as number) + 0.5 * random.normal(),
    );

  const weights = Array.from({ length: model.items }, (_, rank) => 1 / (rank + 1) ** 0.8);
  const total = weights.reduce((a, b) => a + b, 0);
  let sum = 0;
  const popularity = Float64Array.from(weights, (weight) => {
    sum += weight / total;
    return sum;
  });
  const sign = Int8Array.from({ length: domains.length * axes }, (_, i) => (i % axes < model.sharedAxes || random.uniform() < 0.5 ? 1 : -1));
  // Domains of equal signs would not conflict at all: each differs from the first in at least one axis.
  for (let d = 1; d < domains.length && model.sharedAxes < axes; d++) {
    const own = sign.subarray(d * axes, (d + 1) * axes);
    const flipped = model.sharedAxes + (d % (axes - model.sharedAxes));
    if (own.every((s, a) => s === sign[a])) own[flipped] = -(own[flipped] as number);
  }
  return {
    user: around(segments, segmentOf),
    item: around(categories, categoryOf),
    segmentOf,
    categoryOf,
    popularity,
    sign,
    slope: Float64Array.from(domains, (_, d) => model.slope * (model.conflictingSlope && d % 2 === 1 ? -1 : 1)),
    hour: Float64Array.from({ length: HOURS }, (_, hour) => 0.4 * Math.sin((2 * Math.PI * hour) / HOURS)),
  };
}

function logitOf(model: ClickModel, truth: Truth, domain: number, user: number, item: number, hour: number, price: number): number {
  const { axes } = model;
  let dot = 0;
  for (let a = 0; a < axes; a++) {
    dot += (truth.sign[domain * axes + a] as number) * (truth.user[user * axes + a] as number) * (truth.item[item * axes + a] as number);
  }
  const { bias } = model.domains[domain] as { bias: number };
  return (model.affinity * dot) / Math.sqrt(axes) + (truth.slope[domain] as number) * (2 * price - 1) + (truth.hour[hour] as number) + bias;
}

function pickShare(shares: readonly number[], uniform: number): number {
  let sum = 0;
  for (const [i, share] of shares.entries()) {
    sum += share;
    if (uniform < sum) return i;
  }
  return shares.length - 1;
}

function pickCumulative(sums: Float64Array, uniform: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] as number) > uniform) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Codes in order of first appearance, and only the texts that occur, as a table read from a file has them. */
function compact({ name, codes, values }: Column): Column {
  const codeOf = new Int32Array(values.length).fill(-1);
  const seen: string[] = [];
  const renumbered = Int32Array.from(codes, (code) => {
    if (codeOf[code] === -1) codeOf[code] = seen.push(values[code] as string) - 1;
    return codeOf[code] as number;
  });
  return { name, codes: renumbered, values: seen };
}
