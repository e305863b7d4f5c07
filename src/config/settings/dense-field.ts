import * as v from 'valibot';
import { flag, oneOf } from '../kinds/choices';
import { strict } from '../kinds/objects';
import { text } from '../kinds/texts';
import { type FieldParts, fieldList } from './field-list';
import { SCALES } from './names';

/** A column read as numbers, and how they are scaled. */
interface DenseField {
  column: string;
  scale?: (typeof SCALES)[number] | undefined;
  clip?: boolean | undefined;
}

/** As a person sees them. */
export const SCALE_TEXTS = { 'min-max': '0 to 1', standard: 'mean 0, deviation 1', log1p: 'logarithm, 0 to 1', quantiles: 'rank, 0 to 1' } as const;

/** The parts of a field, in the order in which a link has them. */
export const DENSE_PARTS: FieldParts<DenseField> = {
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

const full = strict<DenseField>({
  column: DENSE_PARTS.column.kind.schema,
  scale: v.optional(DENSE_PARTS.scale.kind.schema),
  clip: v.optional(DENSE_PARTS.clip.kind.schema),
});

export const denseFields = fieldList(DENSE_PARTS, full);
