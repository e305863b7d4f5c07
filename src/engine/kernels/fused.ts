import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { ENGINE_OF_TFJS } from '../tfjs/engine';

/**
 * The fused kernels: what each takes, gives and means. An engine registers as many of them as it has, through tfjs's
 * kernel registry; `src/engine/ops` holds their composed definitions, which run where a kernel is missing and are its
 * oracle.
 *
 * Shapes are row-major float32 unless said otherwise. B is the rows of a batch, of which the first `count` count and
 * the rest is padding: finite, of no influence on anything, its outputs finite and its gradients 0. D is domains, G
 * towers (1, or D). Sums run in an order that depends on shapes alone: one seed gives the same bits every time, with
 * any number of threads.
 *
 * An input whose name begins with `into` is where an output goes: the kernel writes there and gives back a reference to
 * it; any of them may be left out, and that output is a new tensor. Inputs named `…InPlace` are changed.
 */

/** A batch on the engine: [B, I] int32, whose column 0 is the row's domain, then the ids (rows of the stacked tables). */
export const DOMAIN_COLUMN = 0;
/** [B, L] float32: the label, the row's weight in the loss (0 for padding), the dense values, the values' weights. */
export const LABEL_COLUMN = 0;
export const WEIGHT_COLUMN = 1;

/**
 * Rows of the data set, as a batch: row b of each result is row order[start + b] of `ints` and `floats`; for padding
 * (b >= count) row order[start]. The weight column is multiplied by 1 / count, and 0 for padding.
 *
 * inputs { ints [N, I] int32, floats [N, L], order [n] int32 } -> [ints [B, I] int32, floats [B, L]]
 */
export const PICK_ROWS = 'HamurPickRows';
export interface PickRows {
  start: number;
  count: number;
  size: number;
}

/** One embedding table's fields in a batch. */
export interface EmbedFields {
  /** The column of `ints` where the table's first id is. */
  column: number;
  /** Values of a row in each field, in order; their ids follow each other. */
  slots: number[];
  /** The column of `floats` where the values' weights begin, as many as ids; -1: each value counts once. */
  weightColumn: number;
  /** The column of `floats` where the dense values begin, and how many are put behind the embeddings. */
  denseColumn: number;
  dense: number;
}
/**
 * Each field's embedding (the weighted sum over its values), side by side, then the dense values.
 *
 * inputs { table [rows, e], ints [B, I], floats [B, L] } -> [1, B, F * e + dense]
 */
export const EMBED = 'HamurEmbed';
/**
 * The gradient by the table. Rows of the table that the batch does not name are 0; with `lazy` they keep whatever was
 * there, at no cost.
 *
 * inputs { dy [1, B, F * e + dense], ints, floats, into [rows, e] } -> [rows, e]
 */
export const EMBED_GRADIENT = 'HamurEmbedGradient';
export interface EmbedGradient extends EmbedFields {
  rows: number;
  lazy: boolean;
}

/**
 * Linear maps of G towers. Without `starts`: y[g] = x[g or 0] weight[g] + bias[g].
 * With `starts` ([D + 1] int32; the batch is sorted by domain, domain d has rows starts[d] .. starts[d + 1] - 1, and
 * starts[D] = count): each row by its own domain's map only; x and y have one tower; padding rows give 0.
 *
 * inputs { x [1 or G, B, in], weight [G, in, out], bias [G, 1, out], starts? } -> [G or 1, B, out]
 */
export const LINEAR = 'HamurLinear';
/** By x; x of one tower under G maps gathers from all. inputs { dy, weight, starts? } -> [towers of x, B, in] */
export const LINEAR_BY_INPUT = 'HamurLinearByInput';
export interface LinearByInput {
  /** Towers of x: 1 or G. */
  towers: number;
}
/** By weight and bias. inputs { x, dy, starts?, intoWeight [G, in, out], intoBias [G, 1, out] } -> [weight, bias] */
export const LINEAR_BY_WEIGHT = 'HamurLinearByWeight';

/**
 * What a norm takes its statistics over.
 * - `batch`: the counting rows of each tower.
 * - `own-in-tower`: in tower d the counting rows of domain d; applied to all rows of the tower. G = D.
 * - `own-in-row`: one tower; each row by the statistics of its own domain's counting rows.
 * S is the sets of statistics in a tower: D for `own-in-row`, else 1. A domain's set of fewer than two rows takes its
 * running statistics, as constants, and leaves them as they are; all rows (`batch`) are taken as they are, and one row
 * alone has a variance of 0.
 */
export type Sets = 'batch' | 'own-in-tower' | 'own-in-row';

/**
 * A norm in training: normal = (x - mean) * scale, scale = 1 / sqrt(variance + 1e-5); line = gamma * normal + beta; then
 * ReLU and dropout, or `residual` + line.
 *
 * `gamma` and `beta` are [G, S, m], or [m] and shared by all sets. `variance` is biased, or unbiased where `unbiased`.
 * The running statistics [G, S, m] (left out: none are kept) move by `momentum` towards mean and unbiased variance.
 * Dropout, where `kept` < 2^24 (only where `rectified`: the gradient has it by y > 0): an element is multiplied by 2^24 / kept where drawOf(its index in y, key) < kept
 * (`dropout-mask.ts`), else 0.
 *
 * inputs { x [G, B, m], gamma, beta, ints, residual? [G, B, m], meanInPlace?, varianceInPlace? }
 *   -> [y [G, B, m], mean [G, S, m], scale [G, S, m]]
 */
export const NORM = 'HamurNorm';
export interface Norm {
  sets: Sets;
  domains: number;
  count: number;
  unbiased: boolean;
  rectified: boolean;
  /** 0: the running statistics stay. */
  momentum: number;
  kept: number;
  key: number;
}
/**
 * The gradient of NORM by x, gamma and beta; that by `residual` is dy itself.
 *
 *     open = dy, or where `rectified` dy * 2^24 / kept where y > 0, else 0          (kept = 2^24: no dropout)
 *     g = open * gamma;   dgamma = sum over the set's rows of open * normal;   dbeta = sum of open
 *     dx = scale * (g - w * (sum g + c * normal * sum(g * normal)))
 *
 * w is 1/n for a row that is one of the n which made the statistics of its set, else 0 (absent sets have no such rows);
 * c is n/(n-1) where `unbiased`, else 1. The sums run over all rows that the set's statistics were applied to.
 *
 * inputs { dy, x, y (where rectified), gamma, mean, scale, ints, intoGamma, intoBeta } -> [dx, dgamma, dbeta]
 */
export const NORM_GRADIENT = 'HamurNormGradient';
export type NormGradient = Pick<Norm, 'sets' | 'domains' | 'count' | 'unbiased' | 'rectified' | 'kept'>;
/**
 * A norm at evaluation, by running statistics.
 *
 * inputs { x [G, B, m], gamma, beta, ints, residual?, mean [G, S, m], variance [G, S, m] } -> y [G, B, m]
 */
export const NORM_EVALUATION = 'HamurNormEvaluation';
export type NormEvaluation = Pick<Norm, 'sets' | 'domains' | 'rectified'>;

/**
 * Layer normalisation and ReLU (see `ops/layer-norm.ts`): each row by its own mean and biased variance, y = relu(gamma * (x - mean) * scale +
 * beta), scale = 1 / sqrt(variance + 1e-5).
 *
 * inputs { x [G, B, m], gamma [G, 1, m] or, each row with its own, [G, B, m], beta as gamma }
 *   -> [y [G, B, m], mean and scale of each row [G, B, 2]]
 */
export const LAYER_NORM = 'HamurLayerNorm';
/**
 *     open = dy where y > 0, else 0;   g = open * gamma;   n = (x - mean) * scale
 *     dx = scale * (g - mean of g - n * mean of g * n);   dgamma = open * n;   dbeta = open
 *
 * The means are over a row's numbers; of a group's one gamma and beta the gradients are sums over its rows.
 *
 * inputs { dy, x, y, gamma, moments [G, B, 2], intoGamma, intoBeta } -> [dx, dgamma, dbeta]
 */
export const LAYER_NORM_GRADIENT = 'HamurLayerNormGradient';

/**
 * Each row's mixture of N experts, one for every gate: y[g, b] = sum over n of shares[g, b, n] * experts[n, b].
 *
 * inputs { logits [G, B, N], experts [N, B, h] } -> [y [G, B, h]] and, where shares are a softmax, these [G, B, N]
 */
export const MIX_EXPERTS = 'HamurMixExperts';
export interface MixExperts {
  /** The softmax of `logits` over n; or `logits` as they are, which are asked for their gradient or not. */
  shares: 'softmax' | 'given' | 'constant';
}
/**
 *     dexperts[n, b] = sum over g of shares[g, b, n] * dy[g, b];   slope[g, b, n] = dy[g, b] . experts[n, b]
 *     dlogits = shares * (slope - sum over n of shares * slope), or, of shares that are given, slope
 *
 * inputs { dy [G, B, h], shares [G, B, N], experts [N, B, h] } -> [dexperts] and, unless the shares are constant, dlogits [G, B, N]
 */
export const MIX_EXPERTS_GRADIENT = 'HamurMixExpertsGradient';

/**
 * Values times factors, each by its own number t (see `ops/factor-gate.ts`):
 *
 *     v = most * sigmoid(alpha * t);   s = 1 where v > epsilon, `below` where v < epsilon, else 0
 *     y = u * s * v, or, where `flat`, u * s
 *
 * inputs { u [G, B, m], t [G, B, m], alpha? [1], left out: 1 } -> y [G, B, m]
 */
export const FACTOR_GATE = 'HamurFactorGate';
export interface FactorGate {
  /** The largest factor. */
  most: number;
  /** Below 0: no factor is so small. */
  epsilon: number;
  /** A factor that is too small becomes 0, or has its sign turned. */
  below: 0 | -1;
  flat: boolean;
}
/**
 *     du = dy * s * v, or, where `flat`, dy * s;   dt = dy * u * s * alpha * v * (1 - sigmoid(alpha * t)), or, where `flat`, 0
 *
 * inputs { dy, u, t, alpha? } -> [du, dt]
 */
export const FACTOR_GATE_GRADIENT = 'HamurFactorGateGradient';

/**
 * Every row scaled and shifted by every domain, each domain's result `times` times, one behind the other:
 * y[d * times + i, b] = x[b] * weight[d] + bias[d].
 *
 * inputs { x [1, B, m], weight [D, 1, m], bias [D, 1, m] } -> [D * times, B, m]
 */
export const DOMAIN_MAP = 'HamurDomainMap';
export interface DomainMap {
  times: number;
}
/** inputs { dy [D * times, B, m], x, weight, intoWeight, intoBias } -> [dx, dweight, dbias] */
export const DOMAIN_MAP_GRADIENT = 'HamurDomainMapGradient';

/**
 * The adapter cell without W (see `ops/adapter-cell.ts`), H = scale * h:
 * t1 = z U1, t2 = t1 H, a = sigmoid(t2 V1 + b1), t4 = a U2, t5 = t4 H, u = t5 V2 + b2.
 *
 * inputs { z [G, B, m], h [1, B, k * k], u1 [m, k], v1 [k, r], u2 [r, k], v2 [k, m], b1 [r], b2 [m] }
 *   -> [u [G, B, m], t1 [G, B, k], t2 [G, B, k], a [G, B, r], t4 [G, B, k], t5 [G, B, k]]
 */
export const ADAPTER_CELL = 'HamurAdapterCell';
export interface AdapterCell {
  /** What h is multiplied by. */
  scale: number;
}
/**
 * `plus`, where given, is added to dz: what else z went into.
 *
 * inputs { du [G, B, m], z, h, u1, v1, u2, v2, t1, t2, a, t4, t5, plus? [G, B, m], intoU1, intoV1, intoU2, intoV2, intoB1, intoB2 }
 *   -> [dz [G, B, m], dh [1, B, k * k], du1, dv1, du2, dv2, db1, db2]
 */
export const ADAPTER_CELL_GRADIENT = 'HamurAdapterCellGradient';

/**
 * The logit of each row's own domain: z[own or 0, b] . weight[own] + bias[own].
 *
 * inputs { z [1 or D, B, m], weight [D, m, 1], bias [D, 1, 1], ints } -> [1, B, 1]
 */
export const OWN_LOGIT = 'HamurOwnLogit';
/** inputs { dy [1, B, 1], z, weight, ints, intoWeight, intoBias } -> [dz, dweight, dbias] */
export const OWN_LOGIT_GRADIENT = 'HamurOwnLogitGradient';

/**
 * Weighted binary cross-entropy in nats: sum of weight * (softplus(x) - label * x), and its gradient by the logits,
 * weight * (sigmoid(x) - label). Labels and weights are columns of `floats`.
 *
 * inputs { logits [1, B, 1], floats [B, L] } -> [loss [], gradient [1, B, 1]]
 */
export const LOGISTIC_LOSS = 'HamurLogisticLoss';

/** x0 * (x . w) + b + x. inputs { x0 [1, B, W], x [1, B, W], w [1, W, 1], b [1, 1, W] } -> [y [1, B, W], x . w [1, B, 1]] */
export const CROSS_LAYER = 'HamurCrossLayer';
/** inputs { dy, x0, x, w, projection [1, B, 1], intoW, intoB } -> [dx0, dx, dw, db] */
export const CROSS_LAYER_GRADIENT = 'HamurCrossLayerGradient';

/**
 * One step of an optimiser (`ops/optimise.ts`), everything flat and in place. Elements from `embeddings[0]` to
 * `embeddings[1]` - 1 decay by `embeddingDecay`, those of `adapters`, which lie behind them, by `adapterDecay`, the others
 * by `decay`; with `lazy` the embeddings are left alone. Where `clip` > 0 the gradient is multiplied by min(1, clip / (sqrt(squares) + 1e-6)).
 *
 * inputs { parametersInPlace [P], gradient [P], firstInPlace [P], secondInPlace? [P], squares? [] }
 *   -> parametersInPlace
 */
export const OPTIMISE = 'HamurOptimise';
export interface Optimise {
  optimiser: 'adam' | 'adamw' | 'adagrad' | 'sgd';
  t: number;
  rate: number;
  decay: number;
  embeddingDecay: number;
  embeddings: [number, number];
  adapterDecay: number;
  adapters: [number, number];
  lazy: boolean;
  momentum: number;
  clip: number;
}
/** The sum of squares of a gradient. inputs { gradient [P] } -> [] */
export const SQUARES = 'HamurSquares';

/**
 * The lazy part of a step: only the rows of one table that the batch names, each once. A row that last moved `skipped + 1`
 * steps ago first takes the steps that it skipped, in which its gradient was 0 (`lazyStep` in `kernels/lazy-step.ts`), then
 * this one.
 *
 * inputs { parametersInPlace [P], gradient [P], firstInPlace [P], secondInPlace? [P], lastInPlace [rows] int32: the step
 *   that moved a row last, 0 at the start; ints [B, I]; squares? [] } -> parametersInPlace
 */
export const OPTIMISE_ROWS = 'HamurOptimiseRows';
export interface OptimiseRows extends Omit<Optimise, 'decay' | 'embeddings' | 'adapterDecay' | 'adapters' | 'lazy'> {
  /** Where the table begins in the flat tensors, its rows and their width. */
  offset: number;
  rows: number;
  width: number;
  /** The column of `ints` where its ids begin, and ids in a row of the batch. */
  column: number;
  ids: number;
}

/**
 * Rows of one table that no batch named take the steps that they skipped, up to step `t`, this one included (`lazyStep`).
 * To be run before all rows are read.
 *
 * inputs { parametersInPlace [P], firstInPlace [P], secondInPlace? [P], lastInPlace [rows] int32: then `t` everywhere }
 *   -> parametersInPlace
 */
export const CATCH_UP = 'HamurCatchUp';
export type CatchUp = Omit<OptimiseRows, 'clip' | 'column' | 'ids'>;

export function runFused<T extends Tensor | Tensor[]>(name: string, inputs: Record<string, Tensor | undefined>, attributes: object = {}): T {
  const given = Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined)) as NamedTensorMap;
  return ENGINE_OF_TFJS.runKernel(name, given, attributes as NamedAttrMap) as T;
}
