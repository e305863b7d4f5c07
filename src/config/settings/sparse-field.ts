import * as v from 'valibot';
import { oneOf } from '../kinds/choices';
import { whole } from '../kinds/numbers';
import { strict } from '../kinds/objects';
import { text } from '../kinds/texts';
import { type FieldParts, fieldList } from './field-list';
import { TAKES } from './names';

/** A column read as ids or categories, and what is made of its cells. */
interface SparseField {
  name?: string | undefined;
  column: string;
  take?: (typeof TAKES)[number] | undefined;
  separator?: string | undefined;
  embedding?: number | undefined;
  share?: string | undefined;
  least?: number | undefined;
  hash?: number | undefined;
}

/** As a person sees them. */
export const TAKE_TEXTS = { first: 'the first value', mean: 'all, averaged', sum: 'all, added' } as const;

/** The parts of a field, in the order in which a link has them. */
export const SPARSE_PARTS: FieldParts<SparseField> = {
  name: { kind: text('a name'), about: 'its name; left out: its column’s' },
  column: { kind: text('the name of a column'), about: 'the column that it reads' },
  take: {
    kind: oneOf(TAKES, TAKE_TEXTS),
    about: 'of a cell of several values: the `first` one, or the `mean` or the `sum` of all values’ embeddings',
  },
  separator: { kind: text('the text between the values of a cell'), about: 'the text between the values of a cell, such as `\\|`' },
  embedding: { kind: whole(1, 256), about: 'width of its embedding; left out: `model.embedding`' },
  share: { kind: text('the name of another sparse field'), about: 'another sparse field, by name, whose vocabulary and embedding table it uses too' },
  least: {
    kind: whole(2, 1_000_000),
    about: 'in how many of the fitted rows a value must stand to get an embedding of its own; rarer ones are read as `<unk>`',
  },
  hash: {
    kind: whole(2, 4_194_304),
    about: 'number of buckets for a huge vocabulary: each value is put into one of them by a hash, and all values of a bucket share an embedding',
  },
};

const full = strict<SparseField>({
  name: v.optional(SPARSE_PARTS.name.kind.schema),
  column: SPARSE_PARTS.column.kind.schema,
  take: v.optional(SPARSE_PARTS.take.kind.schema),
  separator: v.optional(SPARSE_PARTS.separator.kind.schema),
  embedding: v.optional(SPARSE_PARTS.embedding.kind.schema),
  share: v.optional(SPARSE_PARTS.share.kind.schema),
  least: v.optional(SPARSE_PARTS.least.kind.schema),
  hash: v.optional(SPARSE_PARTS.hash.kind.schema),
});

export const sparseFields = fieldList(SPARSE_PARTS, full);
