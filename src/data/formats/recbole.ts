import type { FileReading, StatedType } from '../../protocol/reading';
import { delimited } from './delimited';
import type { Format } from './format';

/** The types that RecBole's atomic files state behind a column's name: `item_id:token`. */
const TYPES: readonly StatedType[] = ['token', 'float', 'token_seq', 'float_seq'];

/** RecBole's atomic files (.inter, .user, .item): delimited text whose header states types, which are no part of the names. */
export const recbole: Format = {
  name: 'an atomic file of RecBole',

  matches(sample) {
    return namesIn(sample.bytes).every((name) => typedName(name) !== undefined) && delimited.matches(sample) > 0 ? 0.8 : 0;
  },

  async read(source, options) {
    const choices = { ...options.choices, header: options.choices.header ?? true };
    const sample = options.sample && { ...options.sample, by: writtenName(source.head, options.sample.by) };
    const { sampled, ...result } = await delimited.read(source, { ...options, choices, ...(sample && { sample }) });
    const types: NonNullable<FileReading['types']> = [];
    const taken = new Set<string>();
    const columns = result.columns.map((column) => {
      const typed = typedName(column.name);
      if (!typed || taken.has(typed.column)) return column;
      taken.add(typed.column);
      types.push(typed);
      return { ...column, name: typed.column };
    });
    const how = { ...result.how, format: 'RecBole', types };
    return { ...result, columns, how, ...(sampled && { sampled: { ...sampled, ...(options.sample?.by !== undefined && { by: options.sample.by }) } }) };
  },
};

/** The names in the header, with their types. */
function namesIn(head: Uint8Array): string[] {
  const [header = ''] = new TextDecoder().decode(head).split(/[\r\n]/, 1);
  return header.replace(/^\uFEFF/, '').split(header.includes('\t') ? '\t' : ',');
}

/** A column's name with its type, as the header has it. */
const writtenName = (head: Uint8Array, column: string | undefined) => namesIn(head).find((name) => typedName(name)?.column === column) ?? column;

function typedName(name: string): { column: string; type: StatedType } | undefined {
  const at = name.lastIndexOf(':');
  const type = TYPES.find((each) => each === name.slice(at + 1).trim());
  return at > 0 && type ? { column: name.slice(0, at).trim(), type } : undefined;
}
