import { capital } from '../../lib/capital';
import { isolated } from '../../lib/isolated';
import type { AucChange } from '../../measures/classification/auc-change';
import { intervalWidth } from '../../measures/classification/normal';
import type { Comparison, Evaluation } from '../../protocol/result';
import { changeText } from './places';

/** What is compared: the test rows' metrics of the model, and the names of the domains. */
interface Compared {
  comparison: Comparison;
  test: Evaluation;
  names: readonly string[];
  /** Of the model, within a sentence. */
  name?: string;
}

/** Longer names are cut, so that one does not fill the sentence. */
const LONGEST_NAME = 24;
/** A sentence names no more domains than this. */
const MOST_NAMED = 2;

/** Whether the model is better than its backbone, by how much, how sure that is, and where: a sentence. */
export function verdictSentence({ comparison, test, names, name = 'HAMUR' }: Compared): string {
  const { all, byDomain, mean, meanOf } = comparison;
  const change = mean ?? all;
  if (!change) return `These test rows cannot tell whether ${name} helps: no domain has ten rows of each class.`;
  if (isNothing(change) && meanOf.every((d) => isNothing(byDomain[d] ?? change))) {
    return `${capital(name)} ranks the rows${names.length > 1 && mean ? ' of every domain' : ''} exactly as its backbone does: the same AUC, to the last digit.`;
  }
  const lone = names.length > 1 && meanOf.length === 1 ? ` in ${nameOf(names, meanOf[0])}` : undefined;
  const size = sizeText(comparison, change);
  const where = meanOf.length > 1 ? effects(comparison) : { up: [], down: [], surelyUp: [], surelyDown: [] };
  const named = (domains: readonly number[]) => nameTwo(domains, names);
  if (change.low > 0 || change.high < 0) {
    const helps = change.low > 0;
    const [same, other] = helps ? [where.up, where.surelyDown] : [where.down, where.surelyUp];
    const against = other.length > 0 ? `; it ${helps ? 'harms' : 'helps'} in ${named(other)}` : '';
    return `${capital(name)} ${helps ? 'helps' : 'harms'}${lone ?? ' here'}: ${size}${most(same, meanOf.length, names)}${against}.`;
  }
  const { surelyUp, surelyDown } = where;
  const only = [surelyUp.length > 0 ? `helps in ${named(surelyUp)}` : '', surelyDown.length > 0 ? `harms in ${named(surelyDown)}` : ''].filter(Boolean);
  if (only.length > 0) return `${capital(name)} ${only.join(' and ')}; over all domains no difference shows: ${size}.`;
  const rows = mean ? meanOf.reduce((sum, d) => sum + (test.domains[d]?.rows ?? 0), 0) : test.rows;
  return `No difference that ${rows.toLocaleString('en')} test rows${lone ?? ''} can show: ${size}.`;
}

/** The same of two models that were not trained alike: how much they differ, but nothing of why. @param unequal what differs, a clause */
export function unequalSentence({ comparison, unequal }: Pick<Compared, 'comparison'> & { unequal: string }): string {
  const change = comparison.mean ?? comparison.all;
  return `Stopped after ${unequal}, so no verdict${change ? `: ${sizeText(comparison, change)}` : ''}.`;
}

function sizeText({ mean, meanOf }: Comparison, change: AucChange): string {
  const { difference, interval } = changeText(change);
  return `${mean ? (meanOf.length > 1 ? 'mean AUC over domains' : 'AUC') : 'AUC of all rows'} ${difference} (95 % ${interval})`;
}

/** Names of domains, the first two and how many more. */
export function nameTwo(domains: readonly number[], names: readonly string[]): string {
  const said = domains.slice(0, MOST_NAMED).map((d) => nameOf(names, d));
  const more = domains.length - said.length;
  return more > 0 ? `${said.join(', ')} and ${more} more` : said.join(' and ');
}

/** A name that reads as a word stands bare, any other within quotes. */
function nameOf(names: readonly string[], domain = 0): string {
  const name = names[domain] ?? '';
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  return /^\p{L}[\p{L}\p{N}_-]*…?$/u.test(cut) ? isolated(cut) : `“${isolated(cut)}”`;
}

const isNothing = ({ difference, standardError }: AucChange) => difference === 0 && standardError === 0;

/**
 * Domains in which the AUC rises or falls, the largest change first. `up` and `down`: by more than a domain's own interval explains. Where
 * the mean does not say so, one of many domains may do so by chance: `surelyUp` and `surelyDown` are by more than the intervals of all
 * domains together explain (Bonferroni's: 95 % for all of them at once).
 */
function effects({ byDomain, meanOf }: Comparison) {
  const all = meanOf.flatMap((d) => {
    const change = byDomain[d];
    return change ? [{ d, ...change }] : [];
  });
  const width = intervalWidth(1 - 0.05 / Math.max(1, all.length));
  const sorted = all.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  const of = (holds: (each: (typeof all)[number]) => boolean) => sorted.filter(holds).map(({ d }) => d);
  return {
    up: of(({ low }) => low > 0),
    down: of(({ high }) => high < 0),
    surelyUp: of(({ difference, standardError }) => difference > width * standardError),
    surelyDown: of(({ difference, standardError }) => -difference > width * standardError),
  };
}

/** Where the change is largest, of the domains whose own interval says that there is one. @param count of all domains */
function most(domains: readonly number[], count: number, names: readonly string[]): string {
  if (domains.length === 0) return '';
  if (domains.length < count)
    return `, most in ${domains
      .slice(0, MOST_NAMED)
      .map((d) => nameOf(names, d))
      .join(' and ')}`;
  return count === 2 ? ', in both domains' : `, in all ${count} domains, most in ${nameOf(names, domains[0])}`;
}
