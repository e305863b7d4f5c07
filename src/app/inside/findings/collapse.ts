import { mean } from '../../../lib/mean';
import { effectiveRank } from '../../../measures/spectra/spectrum';
import type { Look } from '../../../protocol/insight';
import { fixed } from '../../figure/numbers';

/** Below this effective rank a matrix is called collapsed: all but one direction count for almost nothing. */
const COLLAPSED = 1.5;
/** Below this share of the full rank it is called narrow. */
const NARROW = 0.25;
/** Above this share of saturated or still units the bottleneck passes on next to nothing of the layer. */
const DEAF = 0.5;

/** The most directions that a generated matrix can have. */
export function fullRank({ k, bottleneck, adapters }: Look, which: 'down' | 'up' | 'h', adapter: number): number {
  return which === 'h' ? k : Math.min(k, bottleneck, adapters[adapter]?.width ?? k);
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
  const numbers = `the effective rank of the domains’ mean weights is ${fixed(down, 1)} of ${full} for W_down, ${fixed(up, 1)} for W_up, and ${fixed(h, 1)} of ${look.k} for H`;
  // What matters most comes first: a map that nothing comes through has a rank all the same.
  const sentence = deaf
    ? `the adapter hardly reads its layer, so what it adds depends on H alone: ${units}. It ${shape}: ${numbers}.`
    : `the adapter ${shape}: ${numbers}; ${units}.`;
  return { collapsed, sentence };
}

/** 0 without any. */
const meanOf = (values: number[]) => mean(values) ?? 0;
