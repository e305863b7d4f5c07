import type { RunConfigInput, Sharing } from './run-config';

/** What a contestant states beside the settings that all have. */
export interface Proposal {
  over: RunConfigInput;
  /** Why one would compare with it. */
  about?: string;
}

/** The backbone without adapters. @param sharing what the domains share of it */
const backboneAlone = (sharing: Sharing): RunConfigInput => ({ model: { adapters: [], sharing } });

/** The reference baselines, which any comparison of multi-domain models needs: the backbones are multi-domain already. */
const BASELINES: readonly (Required<Proposal> & { name: string })[] = [
  { name: 'pooled', over: backboneAlone('pooled'), about: 'one model for all rows, which does not know the domain' },
  { name: 'separate', over: backboneAlone('separate'), about: 'one model for each domain, trained on its rows alone' },
];

/** @param domains how many the data have, undefined where that is not known: with one, both baselines are what the backbone alone is */
export const baselines = (domains: number | undefined): typeof BASELINES => (domains === 1 ? [] : BASELINES);

/** What is compared where nobody says anything: the configured model, its backbone alone, and the baselines. @param domains as of `baselines` */
export function usualContestants(domains: number | undefined): [own: Proposal, alone: Proposal, ...others: Proposal[]] {
  return [
    { over: {} },
    { over: backboneAlone('domains'), about: 'the backbone alone, which has no adapters' },
    ...baselines(domains).map(({ over, about }) => ({ over, about })),
  ];
}

/** The place among them of the one that the others are compared with: it tells what is gained by adapters, and by sharing at all. */
export const USUAL_REFERENCE = 1;
