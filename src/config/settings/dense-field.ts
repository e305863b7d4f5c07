import * as v from 'valibot';
import { flag, oneOf } from '../kinds/choices';
import type { TextKind } from '../kinds/kind';
import { nothing } from '../kinds/numbers';
import { strict } from '../kinds/objects';
import { list, text } from '../kinds/texts';
import { joinParts, splitParts } from '../link-text';
import { SCALES } from './names';

/** A column read as numbers, and how they are scaled. */
interface DenseField {
  column: string;
  scale?: (typeof SCALES)[number] | undefined;
  clip?: boolean | undefined;
}

type Part<K extends keyof DenseField> = { kind: TextKind<NonNullable<DenseField[K]>>; about: string };

/** As a person sees them. */
export const SCALE_TEXTS = { 'min-max': '0 to 1', standard: 'mean 0, deviation 1', log1p: 'logarithm, 0 to 1', quantiles: 'rank, 0 to 1' } as const;

/** The parts of a field, in the order in which a link has them. */
export const DENSE_PARTS: { readonly [K in keyof DenseField]-?: Part<K> } = {
  column: { kind: text('the name of a column'), about: 'the column that it reads' },
  scale: {
    kind: oneOf(SCALES, SCALE_TEXTS),
    about:
      'how its numbers are scaled, as fitted: `min-max` to 0..1; `standard` to mean 0 and standard deviation 1; `log1p` takes the logarithm of 1 + x (of a negative x: that of 1 - x, negated), then min-max; `quantiles` takes the share of the fitted rows that are smaller, those that are equal half; left out: `min-max`',
  },
  clip: {
    kind: flag(),
    about: 'whether a number outside the fitted range counts as the nearest end of the range; left out: `true`',
  },
};

const NAMES = Object.keys(DENSE_PARTS) as (keyof DenseField)[];
const ALLOWED = `the name of a column or {${NAMES.map((name) => `"${name}"`).join(', ')}}`;

const full = strict<DenseField>({
  column: DENSE_PARTS.column.kind.schema,
  scale: v.optional(DENSE_PARTS.scale.kind.schema),
  clip: v.optional(DENSE_PARTS.clip.kind.schema),
});

const field = v.lazy((input) =>
  typeof input === 'string' ? DENSE_PARTS.column.kind.schema : typeof input === 'object' && input ? full : nothing<string>(ALLOWED),
) as v.GenericSchema<unknown, string | DenseField>;

/** In a link `column:scale:clip`, empty where left out, or only the column. */
export const denseFields = list(field, 'columns', {
  // An object that says no more than a column's name keeps a colon, so that it stays an object.
  write: (item) =>
    typeof item === 'string' ? joinParts([item]) : withColon(joinParts(NAMES.map((name) => (item[name] === undefined ? '' : String(item[name]))))),
  read: (item) => {
    const parts = splitParts(item);
    if (parts.length === 1) return parts[0];
    const said = NAMES.map((name, i) => [name, parts[i]] as const).filter(([name, part]) => part || name === 'column');
    return Object.fromEntries(said.map(([name, part = '']) => [name, DENSE_PARTS[name].kind.fromText(part)]));
  },
});

const withColon = (text: string) => (splitParts(text).length === 1 ? `${text}:` : text);
