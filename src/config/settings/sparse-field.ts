import * as v from 'valibot';
import { oneOf } from '../kinds/choices';
import type { TextKind } from '../kinds/kind';
import { nothing, whole } from '../kinds/numbers';
import { strict } from '../kinds/objects';
import { list, text } from '../kinds/texts';
import { joinParts, splitParts } from '../link-text';
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

type Part<K extends keyof SparseField> = { kind: TextKind<NonNullable<SparseField[K]>>; about: string };

/** As a person sees them. */
export const TAKE_TEXTS = { first: 'the first value', mean: 'all, averaged', sum: 'all, added' } as const;

/** The parts of a field, in the order in which a link has them. */
export const SPARSE_PARTS: { readonly [K in keyof SparseField]-?: Part<K> } = {
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

const NAMES = Object.keys(SPARSE_PARTS) as (keyof SparseField)[];
const ALLOWED = `the name of a column or {${NAMES.map((name) => `"${name}"`).join(', ')}}`;

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

const field = v.lazy((input) =>
  typeof input === 'string' ? SPARSE_PARTS.column.kind.schema : typeof input === 'object' && input ? full : nothing<string>(ALLOWED),
) as v.GenericSchema<unknown, string | SparseField>;

/** In a link `name:column:take:separator:embedding:share:least:hash`, empty where left out, or only the column. */
export const sparseFields = list(field, 'columns', {
  write: (item) => joinParts(typeof item === 'string' ? [item] : NAMES.map((name) => (item[name] === undefined ? '' : String(item[name])))),
  read: (item) => {
    const parts = splitParts(item);
    if (parts.length === 1) return parts[0];
    const said = NAMES.map((name, i) => [name, parts[i]] as const).filter(([name, part]) => part || name === 'column');
    return Object.fromEntries(said.map(([name, part = '']) => [name, SPARSE_PARTS[name].kind.fromText(part)]));
  },
});
