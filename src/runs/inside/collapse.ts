import { ADAPTER_KIND, adapterKindOf } from '../../config/adapter-kinds';
import type { AdapterKind } from '../../config/run-config';
import { mean } from '../../lib/mean';
import { fixed } from '../../lib/numbers';
import { effectiveRank } from '../../measures/spectra/spectrum';
import type { Look } from '../../protocol/insight';
import { hasH, sharesWeights } from './kinds';

/** Below this effective rank a matrix is called collapsed: all but one direction count for almost nothing. */
const COLLAPSED = 1.5;
/** Below this share of the full rank it is called narrow. */
const NARROW = 0.25;
/** Above this share of saturated or still units the bottleneck passes on next to nothing of the layer. */
const DEAF = 0.5;

/** The most directions that a matrix can have: what is made of U and V has no more than k. */
export function fullRank(look: Look, which: 'down' | 'up' | 'h', adapter: number): number {
  const { k, bottleneck, adapters } = look;
  if (which === 'h') return k;
  const free = Math.min(bottleneck, adapters[adapter]?.width ?? bottleneck);
  return ADAPTER_KIND[adapterKindOf(look)].factored ? Math.min(k, free) : free;
}

/** Whether an adapter has collapsed or its bottleneck is saturated, in words. */
export function collapse(look: Look, adapter: number): { collapsed: boolean; sentence: string } {
  const rank = (spectra: Float32Array[] | undefined) => meanOf((spectra ?? []).flatMap((each) => (each.length > 0 ? [effectiveRank(each)] : [])));
  const [down, up, h] = [rank(look.spectra.adapters[adapter]?.down), rank(look.spectra.adapters[adapter]?.up), rank(look.spectra.h)];
  const full = fullRank(look, 'down', adapter);
  const least = Math.min(down, up);
  const collapsed = full > 2 && least < COLLAPSED;
  const share = meanOf((look.use[adapter]?.saturated ?? []).flatMap((each) => each ?? []));
  const still = look.use[adapter]?.still ?? 0;
  const shape = collapsed ? 'has collapsed to one direction' : least < NARROW * full ? 'has narrowed to few directions' : 'has not collapsed';
  const deaf = Math.max(share, still) > DEAF;
  const units = `${Math.round(100 * share)} % of its bottleneck is saturated, and ${Math.round(100 * still)} % hardly differs from row to row`;
  const numbers = `the effective rank of ${sharesWeights(look) ? 'its weights' : 'the domains’ mean weights'} is ${fixed(down, 1)} of ${full} for W_down, ${fixed(up, 1)} for W_up${hasH(look) ? `, and ${fixed(h, 1)} of ${look.k} for H` : ''}`;
  // What matters most comes first: a map that nothing comes through has a rank all the same.
  const sentence = deaf
    ? `the adapter hardly reads its layer, so what it adds ${SAME[adapterKindOf(look)]}: ${units}. It ${shape}: ${numbers}.`
    : `the adapter ${shape}: ${numbers}; ${units}.`;
  return { collapsed, sentence };
}

/** What an adapter that reads nothing of its layer does to rows. */
const SAME: Record<AdapterKind, string> = {
  hamur: 'depends on H alone',
  bias: 'depends on H alone',
  'per-domain': 'is the same for all rows of a domain',
  'domain-only': 'is the same for all rows of a domain',
  'low-rank': 'is the same for all rows',
};

/** 0 without any. */
const meanOf = (values: number[]) => mean(values) ?? 0;
