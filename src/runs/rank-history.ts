import { mean } from '../lib/mean';
import { effectiveRank } from '../measures/spectra/spectrum';
import type { Look } from '../protocol/insight';

/** How the first adapter's rank and units went over a run; one number a look, the mean over the domains. */
export interface RankHistory {
  /** Epochs done, with a fraction. */
  epochs: number[];
  /** Effective rank of the domains' mean matrices. */
  h: number[];
  down: number[];
  up: number[];
  /** Share of sigmoid units that are saturated, and of those that are so for every row. */
  saturated: number[];
  dead: number[];
  /** Looks of that run which followed the same rows, where they were kept. */
  walks?: WalkedLook[];
}

/** What a look holds of the rows that were followed, with what their weights are generated from. */
export type WalkedLook = Pick<Look, 'adapterKind' | 'epoch' | 'final' | 'k' | 'bottleneck' | 'adapters' | 'factors' | 'walks'>;

/** @param looks of a model with an adapter */
export function rankHistory(looks: readonly Look[]): RankHistory {
  const rank = (of: (look: Look) => Float32Array[]) => looks.map((look) => meanOf(of(look).flatMap((each) => (each.length > 0 ? [effectiveRank(each)] : []))));
  return {
    epochs: looks.map(({ epoch }) => epoch),
    h: rank(({ spectra }) => spectra.h),
    down: rank(({ spectra }) => spectra.adapters[0]?.down ?? []),
    up: rank(({ spectra }) => spectra.adapters[0]?.up ?? []),
    saturated: looks.map(({ use }) => meanOf((use[0]?.saturated ?? []).flatMap((each) => each ?? []))),
    dead: looks.map(({ use }) => use[0]?.dead ?? 0),
  };
}

/** 0 without any. */
const meanOf = (values: number[]) => mean(values) ?? 0;
