import { fieldColumn, fieldName } from '../../config/complete';
import type { SparseFieldConfig } from '../../config/run-config';
import type { DataWarning } from '../../protocol/data';
import type { FindColumn } from '../table/column-finder';
import type { IsMissing } from '../table/missing';
import type { SparseField } from './encoded-data';
import { holdsMore, MOST_VALUES } from './field-values';
import { encodeHashed } from './hashed';
import { encodeSharing, type FieldSource } from './vocabulary';

/**
 * Every sparse field, in order; those that share a vocabulary are numbered together.
 *
 * @param rows the kept rows
 * @param fitRows the rows whose values get ids
 * @param withUnknown whether id 0 stands for values that the fitting rows do not have
 * @param warnings takes what the person should know of a field
 * @throws UserError where a field's column is not there
 */
export function encodeFields(
  columnOf: FindColumn,
  fields: readonly SparseFieldConfig[],
  rows: Int32Array,
  fitRows: Int32Array,
  withUnknown: boolean,
  isMissing: IsMissing,
  warnings: DataWarning[],
): SparseField[] {
  const sources = fields.map((field, i): FieldSource => ({ field, column: columnOf(fieldColumn(field), `data.sparse[${i}]`) }));
  const encoded = new Map<string, SparseField>();
  for (const together of sharing(sources)) {
    const [owner] = together as [FieldSource, ...FieldSource[]];
    const { least, hash } = typeof owner.field === 'string' ? {} : owner.field;
    const made = hash
      ? encodeHashed(together, rows, hash, isMissing)
      : encodeSharing(together, rows, fitRows, withUnknown || least !== undefined, isMissing, least);
    for (const each of made) encoded.set(each.name, each);
  }
  return sources.map(({ field, column }) => {
    const made = encoded.get(fieldName(field)) as SparseField;
    const where = `column "${fieldName(field)}"`;
    if (made.vocabulary.length - Number(made.hasUnknown) <= 1)
      warnings.push({ message: 'This column has only one value, so it tells the model nothing.', where });
    if (made.slots === MOST_VALUES && column.values.some((text) => holdsMore(text, field)))
      warnings.push({ message: `Some cells have more than ${MOST_VALUES} values; the first ${MOST_VALUES} are read.`, where });
    return made;
  });
}

/** The fields that share one vocabulary, whoever owns it first; most fields stand alone. */
function sharing(sources: readonly FieldSource[]): FieldSource[][] {
  const groups = new Map<string, FieldSource[]>();
  for (const source of sources) {
    const { field } = source;
    const owner = (typeof field === 'string' ? undefined : field.share) ?? fieldName(field);
    const group = groups.get(owner) ?? [];
    groups.set(owner, group);
    if (owner === fieldName(field)) group.unshift(source);
    else group.push(source);
  }
  return [...groups.values()];
}
