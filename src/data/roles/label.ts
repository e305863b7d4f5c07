import type { LabelConfig } from '../../config/run-config';
import type { ColumnProfile } from '../../protocol/columns';
import { isMissing } from '../table/missing';
import type { Column } from '../table/table';
import { byLowerName } from './by-lower-name';

/** Names of labels, the likeliest first. */
const LABEL_NAMES = [
  'click',
  'clicked',
  'is_click',
  'label',
  'target',
  'y',
  'like',
  'is_like',
  'long_view',
  'conversion',
  'purchase',
  'rating',
  'score',
  'stars',
];
/** The label that names and values suggest. @param columns the profiles' columns, in their order, at least one */
export function proposeLabel(profiles: readonly ColumnProfile[], columns: readonly Column[]): LabelConfig {
  const named = byLowerName(profiles);
  const candidates = LABEL_NAMES.flatMap((name) => named.get(name) ?? []);
  const chosen =
    candidates.find((profile) => profile.distinct === 2 || isRating(profile)) ??
    profiles.find((profile, i) => hasTwoClasses(profile, columns[i] as Column)) ??
    // A label by its name that cannot be one as it is: encoding says what is wrong with it.
    candidates[0] ??
    (profiles[0] as ColumnProfile);
  return isRating(chosen) ? { column: chosen.name, positive: '> 3' } : { column: chosen.name };
}

const PAIRS = [
  ['0', '1'],
  ['false', 'true'],
  ['n', 'y'],
  ['no', 'yes'],
];

function hasTwoClasses({ distinct }: ColumnProfile, column: Column): boolean {
  if (distinct !== 2) return false;
  const values = column.values.filter((text) => !isMissing(text)).map((text) => text.trim().toLowerCase());
  return PAIRS.some((pair) => pair.every((each) => values.includes(each)));
}

/** Stars from 1 to 5, or such: a few ordered values around 3. */
function isRating({ name, type, distinct, min, max }: ColumnProfile): boolean {
  return type !== 'text' && /rating|score|stars/i.test(name) && distinct > 2 && distinct <= 20 && (min ?? 0) >= 0 && (max ?? 0) > 3 && (max ?? 0) <= 10;
}
