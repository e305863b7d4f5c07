import type { Random } from '../../lib/random';

/**
 * A synthetic click model for several domains, with a ground truth that is known and documented:
 *
 *     logit = affinity * <s_d * user, item> / sqrt(axes) + slope_d * (2 price - 1) + hour effect + bias_d
 *
 * - Users belong to segments and items to categories; each is its group's latent vector plus one of its own.
 * - Of the latent axes, a share means the same in every domain; on the others each domain has a sign of its own
 *   (s_d): what draws a user in one domain puts the same user off in another.
 * - The dense feature's slope has its own sign per domain. Items are drawn by popularity (Zipf).
 * - A label is drawn with probability sigmoid(logit). Nobody can order rows better than the logit itself does, but by
 *   luck, so its AUC is the best possible one.
 * - Instead of tastes of its own (s_d and slope_d), a domain may have another's or their opposite. Or it may be noise: then
 *   its logit is bias_d, for every row.
 */
export interface ClickModel {
  domains: readonly ClickDomain[];
  users: number;
  /** Standard deviation of what a user or an item has of its own, beside its group's vector of deviation 1. */
  individuality: number;
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

/** By default a domain has tastes of its own. */
export interface ClickDomain {
  name: string;
  /** Of the rows, 0..1; the last domain also gets what the shares leave of 1. */
  share: number;
  bias: number;
  /** Index of the domain, with tastes of its own, whose signs and slope this one has: of these two, only the bias differs. */
  tastesOf?: number;
  /** The same, but with the opposite slope, and the opposite sign on all axes that are not shared. */
  oppositeOf?: number;
  /** Whether each row is clicked with probability sigmoid(bias), whatever it holds. The best possible AUC is .5. */
  noise?: boolean;
}

export const HOURS = 24;

export interface Truth {
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

/** Draws all that is the same for every row. The order of the draws is part of each demo: another one makes other rows. */
export function drawTruth(model: ClickModel, random: Random): Truth {
  const { axes, domains } = model;
  const groups = (n: number) => Float64Array.from({ length: n * axes }, () => random.normal());
  const [segments, categories] = [groups(model.segments), groups(model.categories)];
  const segmentOf = Int32Array.from({ length: model.users }, () => random.below(model.segments));
  const categoryOf = Int32Array.from({ length: model.items }, () => random.below(model.categories));
  const around = (centres: Float64Array, groupOf: Int32Array) =>
    Float64Array.from(
      { length: groupOf.length * axes },
      (_, i) => (centres[(groupOf[Math.floor(i / axes)] as number) * axes + (i % axes)] as number) + model.individuality * random.normal(),
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
  const slope = Float64Array.from(domains, (_, d) => model.slope * (model.conflictingSlope && d % 2 === 1 ? -1 : 1));
  // After the draws, so that they are the same whoever shares tastes.
  for (const [d, { tastesOf, oppositeOf }] of domains.entries()) {
    const other = tastesOf ?? oppositeOf;
    if (other === undefined) continue;
    const factor = tastesOf === undefined ? -1 : 1;
    for (let a = 0; a < axes; a++) sign[d * axes + a] = (a < model.sharedAxes ? 1 : factor) * (sign[other * axes + a] as number);
    slope[d] = factor * (slope[other] as number);
  }
  return {
    user: around(segments, segmentOf),
    item: around(categories, categoryOf),
    segmentOf,
    categoryOf,
    popularity,
    sign,
    slope,
    hour: Float64Array.from({ length: HOURS }, (_, hour) => 0.4 * Math.sin((2 * Math.PI * hour) / HOURS)),
  };
}

/** @param price 0..1 @returns the true logit of a click */
export function logitOf(model: ClickModel, truth: Truth, domain: number, user: number, item: number, hour: number, price: number): number {
  const { axes } = model;
  const { bias, noise } = model.domains[domain] as ClickDomain;
  if (noise) return bias;
  let dot = 0;
  for (let a = 0; a < axes; a++) {
    dot += (truth.sign[domain * axes + a] as number) * (truth.user[user * axes + a] as number) * (truth.item[item * axes + a] as number);
  }
  return (model.affinity * dot) / Math.sqrt(axes) + (truth.slope[domain] as number) * (2 * price - 1) + (truth.hour[hour] as number) + bias;
}
