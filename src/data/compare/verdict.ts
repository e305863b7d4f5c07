import { differenceOfShares } from '../../measures/classification/proportion';
import type { DomainComparison, DomainVerdict } from '../../protocol/meaning';

/** A domain with fewer rows of a class than this cannot be measured well, nor learnt by itself. */
const FEW_OF_A_CLASS = 100;
/** Where less of the rows of every domain have a value that another domain has, the domains share next to nothing. */
const HARDLY_SHARED = 0.05;
/** The smallest domain in so small a share of the rows counts for little in metrics of all rows. */
const SMALL_SHARE = 0.02;

type Compared = Pick<DomainComparison, 'domains' | 'overlaps' | 'features'>;

/** What the comparison says of whether modelling several domains can matter. It cannot say what a model will gain. */
export function verdictOf(compared: Compared): DomainVerdict {
  const { domains } = compared;
  if (domains.length === 1) {
    return {
      kind: 'one',
      text: 'There is one domain, so there is nothing to share between domains: choose a column that parts the rows, or train the backbone alone.',
      notes: [],
    };
  }
  const rates = rateDifference(compared);
  const apart = compared.features.filter(({ sure }) => sure);
  const most = mostShared(compared);
  const notes = notesOf(compared);
  if (most && most.share < HARDLY_SHARED) {
    return {
      kind: 'apart',
      text: `The domains share next to nothing: at most ${percent(most.share)} of a domain’s rows have a value of “${most.field}” that another domain has too. What one domain teaches can reach another only by the other fields.`,
      notes,
    };
  }
  if (!rates && apart.length === 0) {
    return {
      kind: 'alike',
      text: 'The domains look alike: neither their positive rates nor their fields differ beyond chance. Modelling them apart can matter only where the same rows are liked differently, which only training shows.',
      notes,
    };
  }
  const [first] = apart;
  const differences = [
    ...(rates ? [`their positive rates (${percent(rates.low)} to ${percent(rates.high)})`] : []),
    ...(first ? [`${apart.length === 1 ? 'a field' : `${apart.length} fields`}, most of all “${first.field}”`] : []),
  ].join(' and in ');
  const sharing = most ? `, and share much: up to ${percent(most.share)} of a domain’s rows have a value of “${most.field}” that another domain has too` : '';
  return {
    kind: 'differ',
    text: `The domains differ in ${differences}${sharing}. So modelling them together, each with something of its own, can matter; whether it gains anything, only training shows.`,
    notes,
  };
}

/** The least and the greatest rate, where some two differ beyond chance: of many pairs one always seems to. */
function rateDifference({ domains }: Compared): { low: number; high: number } | undefined {
  const level = 1 - 0.05 / ((domains.length * (domains.length - 1)) / 2);
  const differ = domains.some((a, i) =>
    domains.slice(i + 1).some((b) => {
      const { low, high } = differenceOfShares(a.positives, a.rows, b.positives, b.rows, level);
      return low > 0 || high < 0;
    }),
  );
  if (!differ) return undefined;
  const rates = domains.map(({ rate }) => rate);
  return { low: rates.reduce((a, b) => Math.min(a, b), 1), high: rates.reduce((a, b) => Math.max(a, b), 0) };
}

function mostShared({ overlaps }: Compared): { field: string; share: number } | undefined {
  const all = overlaps.map(({ field, shared }) => ({
    field,
    share: shared.reduce((most, of, a) => of.reduce<number>((so, share, b) => (a === b ? so : Math.max(so, share ?? 0)), most), 0),
  }));
  return all.reduce<{ field: string; share: number } | undefined>((most, each) => (most && most.share >= each.share ? most : each), undefined);
}

function notesOf({ domains }: Compared): string[] {
  const rows = domains.reduce((sum, each) => sum + each.rows, 0);
  const few = domains.filter(({ rows: own, positives }) => Math.min(positives, own - positives) < FEW_OF_A_CLASS);
  const small = domains.filter((domain) => !few.includes(domain) && domain.rows < SMALL_SHARE * rows);
  const names = (of: readonly { name: string }[]) =>
    of
      .slice(0, 5)
      .map(({ name }) => `“${name}”`)
      .join(', ') + (of.length > 5 ? ` and ${of.length - 5} more` : '');
  return [
    ...(few.length > 0
      ? [
          `${names(few)}: fewer than ${FEW_OF_A_CLASS} positive or negative rows. What is special there can hardly be learnt, and differences of AUC there are mostly luck.`,
        ]
      : []),
    ...(small.length > 0
      ? [`${names(small)}: less than ${percent(SMALL_SHARE)} of the rows. Look at its own metrics; in those of all rows it hardly counts.`]
      : []),
  ];
}

const percent = (share: number) => `${share > 0 && share < 0.1 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;
