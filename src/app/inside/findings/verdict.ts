import type { Ablation, AblationName, Change, Effect } from '../../../protocol/insight';
import { fixed, signed } from '../../figure/numbers';

/** What each change of the adapters is called. */
export const CONDITIONS: Record<AblationName, { name: string; about: string }> = {
  off: { name: 'adapters off', about: 'the layer’s output is passed on as if there were no adapter' },
  'as another': {
    name: 'H as another domain',
    about:
      'each row and its tower stay, but its H is what the hyper-network generates when only the row’s domain is changed; the AUC is the mean over all other domains',
  },
  'own mean': { name: 'own mean H', about: 'every row gets its domain’s mean H' },
  within: { name: 'H shuffled within', about: 'each row gets the H of another row of its domain' },
  across: { name: 'H shuffled across', about: 'each row gets the H of any other row' },
};

/**
 * What the ablation says: first what the adapter does for the AUC and what it uses, then what was seen. That an AUC “falls” means:
 * by more than its interval explains.
 */
export function verdictWords(ablation: Ablation): { verdict: string; seen: string } {
  const { verdict, conditions } = ablation;
  const { adapters, domain, instance, deaf } = verdict;
  const seen = (['off', 'as another', 'within'] as const).flatMap((name) => {
    const change = conditions.find((each) => each.name === name)?.mean;
    return change ? [`${SEEN[name]}, ${became(change)}.`] : [];
  });
  const said = [ADAPTERS[adapters], uses(domain, instance), deaf ? DEAF : undefined];
  const sentences = adapters === 'unknown' ? [ADAPTERS.unknown] : said.flatMap((each) => each ?? []);
  return { verdict: sentences.join(' '), seen: seen.join(' ') };
}

const ADAPTERS: Record<Effect, string> = {
  helps: 'The model gains by its adapter.',
  'none seen': 'No gain by the adapter is seen on these test rows.',
  harms: 'The adapter does harm on these test rows.',
  unknown: 'These test rows cannot tell whether the adapter matters: no domain has enough rows of both classes.',
};

const DEAF = 'It hardly reads its layer: what it adds depends on H alone.';

const SEEN = { off: 'Without the adapter', 'as another': 'With H as another domain', within: 'With the H of another row of the domain' };

/** What the adapter uses of a row. A change either way shows that something is used. */
function uses(domain: Effect | undefined, instance: Effect): string {
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
