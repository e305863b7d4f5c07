import type { Ablation, AblationName } from '../../../protocol/insight';

/** What each change of the adapters is called. */
export const CONDITIONS: Record<AblationName, { name: string; about: string }> = {
  off: { name: 'adapters off', about: 'the layer’s output goes on as if there were no adapter' },
  'own mean': { name: 'own mean H', about: 'every row gets its domain’s mean H' },
  'other mean': { name: 'another’s mean H', about: 'every row gets the mean H of another domain, the mean over all others' },
  within: { name: 'H shuffled within', about: 'each row gets the H of another row of its domain' },
  across: { name: 'H shuffled across', about: 'each row gets the H of any other row' },
};

/** What the ablation says, in words. That an AUC “falls” means: by more than the choice of test rows explains. */
export const VERDICTS: Record<Ablation['verdict'], string> = {
  unused: 'The adapter is not used, as far as these test rows can tell: neither without it nor with another H does the AUC fall.',
  'leaned on':
    'The model leans on the adapter but gains nothing by it that these test rows can tell: with another H the AUC falls, without the adapter it does not.',
  harmful: 'The adapter does harm on these test rows: without it the AUC rises.',
  ordinary: 'The adapter does what an ordinary one would: without it the AUC falls; whose H it gets makes no difference that these test rows can tell.',
  domain:
    'The adapter uses the domain, not the instance, as far as these test rows can tell: with another domain’s H the AUC falls, with that of another row of the same domain it does not.',
  instance: 'The adapter uses the instance: with the H of another row of the same domain the AUC falls.',
  unknown: 'These test rows cannot tell: the domains have too few rows of a class, or batches too few rows of a domain.',
};
