import type { Unseen } from '../../protocol/meaning';
import type { Split } from '../split/split';
import type { IsMissing } from '../table/missing';
import type { SparseField } from './encoded-data';
import { fieldValuesOfCell } from './field-values';
import type { FieldSource } from './vocabulary';

export interface UnseenRows {
  val: Unseen;
  test: Unseen;
}

/**
 * What of a field's values in validation and test the training rows lack: those without an id of their own, or, where ids cover all rows
 * or are hashes, the ids that no training row has.
 *
 * @param source the field and its column
 * @param sourceRows row of the table of each kept row
 */
export function unseenRows(source: FieldSource, field: SparseField, split: Split, sourceRows: Int32Array, isMissing: IsMissing): UnseenRows {
  const { ids, slots, weights, vocabulary, hasUnknown } = field;
  const seen = new Uint8Array(vocabulary.length);
  const each = (position: number, found: (id: number) => void) => {
    for (let at = position * slots; at < (position + 1) * slots; at++) if (weights?.[at] !== 0) found(ids[at] as number);
  };
  if (hasUnknown) seen.fill(1, 1);
  else for (const position of split.train) each(position, (id) => (seen[id] = 1));
  const { codes, values } = source.column;
  const known = new Set<string>();
  const of = (positions: Int32Array): Unseen => {
    const [lacking, cells] = [new Set<number>(), new Set<number>()];
    let rows = 0;
    for (const position of positions) {
      let any = false;
      each(position, (id) => {
        if (seen[id]) return;
        any = true;
        lacking.add(id);
      });
      if (!any) continue;
      rows++;
      if (hasUnknown) cells.add(codes[sourceRows[position] as number] as number);
    }
    if (!hasUnknown || rows === 0) return { values: lacking.size, rows };
    // All of them have the id 0: what they are, only their cells tell.
    if (known.size === 0) for (const value of vocabulary.slice(1)) known.add(value);
    const texts = new Set<string>();
    for (const code of cells)
      for (const value of fieldValuesOfCell(values.at(code) as string, source.field, isMissing)) if (!known.has(value)) texts.add(value);
    return { values: texts.size, rows };
  };
  return { val: of(split.val), test: of(split.test) };
}
