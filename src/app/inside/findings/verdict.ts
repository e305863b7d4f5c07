import type { Ablation, AblationName } from '../../../protocol/insight';

/** What each change of the adapters is called. */
export const CONDITIONS: Record<AblationName, { name: string; about: string }> = {
  off: { name: 'adapters off', about: 'the layer’s output is passed on as if there were no adapter' },
  'own mean': { name: 'own mean H', about: 'every row gets its domain’s mean H' },
  'other mean': { name: 'another’s mean H', about: 'every row gets the mean H of another domain; the AUC is the mean over all other domains' },
  within: { name: 'H shuffled within', about: 'each row gets the H of another row of its domain' },
  across: { name: 'H shuffled across', about: 'each row gets the H of any other row' },
};

/** What the ablation says, in words. That an AUC “falls” means: by more than the choice of test rows explains. */
export const VERDICTS: Record<Ablation['verdict'], string> = {
  unused: 'As far as these test rows can tell, the adapter is not used: the AUC falls neither without it nor with another H.',
  'leaned on':
    'The model relies on the adapter, but as far as these test rows can tell it gains nothing: with another H the AUC falls, without the adapter it does not.',
  harmful: 'The adapter does harm on these test rows: without it, the AUC rises.',
  ordinary: 'The adapter acts like an ordinary one: without it the AUC falls, but as far as these test rows can tell, it does not matter whose H a row gets.',
  domain:
    'As far as these test rows can tell, the adapter uses the domain, not the instance: with the H of another domain the AUC falls, with the H of another row of the same domain it does not.',
  instance: 'The adapter uses the instance: the AUC falls when a row gets the H of another row of its domain.',
  unknown: 'These test rows cannot tell: some domains have too few rows of one class, or some batches too few rows of a domain.',
};
