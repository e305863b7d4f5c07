import type { AdapterKind } from '../../config/run-config';
import { fixed, signed } from '../../lib/numbers';
import type { Ablation, AblationName, Change, Effect } from '../../protocol/insight';

/** What each change of the adapters is called. */
export const CONDITIONS: Record<AblationName, { name: string; about: string }> = {
  off: { name: 'adapters off', about: 'the layer’s output is passed on as if there were no adapter' },
  'as another': {
    name: 'as another domain',
    about:
      'each row stays as it is, in its own tower where there are towers, but its H is what the hyper-network generates when only the row’s domain is changed (another column that tells the domain stays as it is); the AUC is the mean over all other domains that have training rows',
  },
  'own mean': { name: 'own mean H', about: 'every row gets its domain’s mean H' },
  within: { name: 'H shuffled within', about: 'each row gets the H of another row of its domain' },
  across: { name: 'H shuffled across', about: 'each row gets the H of any other row' },
};

/** What a change means to adapters of one kind. */
export function conditionAbout(name: AblationName, adapter: AdapterKind): string {
  return name === 'as another' && adapter === 'per-domain'
    ? 'each row stays as it is, in its own tower where there are towers, but gets the weights of another domain; the AUC is the mean over all other domains that have training rows'
    : CONDITIONS[name].about;
}

/**
 * What the ablation says: what the trained model relies on and what its adapter uses; whether the adapter reads its layer; and what was
 * seen. That an AUC “falls” means: by more than its interval explains.
 */
export function verdictWords({ verdict, conditions }: Ablation, adapter: AdapterKind = 'hamur'): { used: string; reads: string; seen: string } {
  const { adapters, domain, instance, deaf } = verdict;
  const seen = (['off', 'as another', 'within'] as const).flatMap((name) => {
    const change = conditions.find((each) => each.name === name)?.mean;
    return change ? [`${name === 'as another' && adapter === 'per-domain' ? WITH_ANOTHERS : SEEN[name]}, ${became(change)}.`] : [];
  });
  return {
    used: adapters === 'unknown' ? ADAPTERS.unknown : [relied(adapters, adapter, domain, instance), uses(domain, instance)].filter(Boolean).join(' '),
    reads: deaf ? 'With one H for a whole domain it would add the same to every row of it: it does not read its layer.' : '',
    seen: seen.join(' '),
  };
}

/** An ablation says what the trained model relies on, not what a model trained without adapters would reach. */
const ADAPTERS: Record<Effect, string> = {
  helps: 'The model relies on its adapter.',
  'none seen': 'As far as these test rows can tell, the model is as good without its adapter.',
  harms: 'The adapter does harm on these test rows.',
  unknown: 'These test rows cannot tell whether the adapter matters: no domain has enough rows of both classes.',
};

/** Who gains nothing by an adapter may rely on it all the same. */
function relied(adapters: Effect, adapter: AdapterKind, ...effects: (Effect | undefined)[]): string {
  return adapters === 'none seen' && effects.includes('helps') ? leaned(adapter === 'per-domain' ? 'weights' : 'H') : ADAPTERS[adapters];
}

const leaned = (on: string) => `As far as these test rows can tell, the model is as good without its adapter; but with it, it relies on the right ${on}.`;

const SEEN = {
  off: 'Without the adapter',
  'as another': 'With the H that the row would have as another domain',
  within: 'With the H of another row of its domain',
};

/** Of adapters that each domain has for itself. */
const WITH_ANOTHERS = 'With the weights of another domain';

/** What the adapter uses of a row. A change either way shows that something is used. */
function uses(domain: Effect | undefined, instance: Effect | undefined): string {
  const used = [...(isUsed(domain) ? ['the domain'] : []), ...(isUsed(instance) ? ['the instance'] : [])];
  const unseen = [...(domain === 'none seen' ? ['the domain'] : []), ...(instance === 'none seen' ? ['the instance'] : [])];
  const harmful = [...(domain === 'harms' ? ['the domain'] : []), ...(instance === 'harms' ? ['the instance'] : [])];
  return [
    used.length === 2 ? 'The adapter uses both the domain and the instance.' : used.length === 1 ? `The adapter uses ${used[0]}.` : '',
    unseen.length === 2
      ? 'As far as these test rows can tell, the adapter uses neither the domain nor the instance.'
      : unseen.length === 1
        ? `No use of ${unseen[0]} is seen.`
        : '',
    harmful.length > 0 ? `Using ${harmful.join(' and ')} does harm.` : '',
    instance === 'unknown' ? 'Whether it uses the instance, these test rows cannot tell: too few share a batch with another row of their domain.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const isUsed = (effect: Effect | undefined) => effect === 'helps' || effect === 'harms';

/** In words, with the interval. */
function became({ difference, low, high }: Change): string {
  const interval = (a: number, b: number) => `(${fixed(a, 3)} to ${fixed(b, 3)})`;
  if (high < 0) return `the AUC falls by ${fixed(-difference, 3)} ${interval(-high, -low)}`;
  if (low > 0) return `the AUC rises by ${fixed(difference, 3)} ${interval(low, high)}`;
  return `no change of the AUC is seen (${signed(low, 3)} to ${signed(high, 3)})`;
}
