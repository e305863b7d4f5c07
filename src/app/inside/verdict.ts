import type { Ablation, AblationName } from '../../insight/types';

/** What each change of the adapters is called. */
export const CONDITIONS: Record<AblationName, { name: string; about: string }> = {
  off: { name: 'adapters off', about: 'the layer’s output goes on as if there were no adapter' },
  'own mean': { name: 'own mean H', about: 'every row gets its domain’s mean H' },
  'other mean': { name: 'another’s mean H', about: 'every row gets the mean H of another domain, the mean over all others' },
  within: { name: 'H shuffled within', about: 'each row gets the H of another row of its domain' },
  across: { name: 'H shuffled across', about: 'each row gets the H of any other row' },
};

/** What the ablation says, in words. */
export const VERDICTS: Record<Ablation['verdict'], string> = {
  unused: 'The adapter is not used: without it the AUC does not fall by more than chance allows.',
  harmful: 'The adapter does harm on these test rows: without it the AUC rises.',
  constant: 'The adapter adds the same for everybody: without it the AUC falls, but with another row’s or domain’s H it does not.',
  domain: 'The adapter uses the domain, not the instance: with another domain’s H the AUC falls, with that of another row of the same domain it does not.',
  instance: 'The adapter uses the instance: with the H of another row of the same domain the AUC falls.',
  unknown: 'There is no AUC to compare.',
};
