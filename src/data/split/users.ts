import type { IsMissing } from '../table/missing';
import type { Column } from '../table/table';

/** Whose each row is. */
export interface Users {
  /** [rows] of each kept row, 0..count - 1, in order of first appearance in the column; -1 where it is not said. */
  ids: Int32Array;
  count: number;
}

/**
 * Users are told apart by their text: ids of 19 digits are no numbers here.
 *
 * @param rows the kept rows
 * @param idOf of the users that other pieces of the table have; those of this one are added
 */
export function usersOf({ codes, values }: Column, rows: Int32Array, isMissing: IsMissing, idOf = new Map<string, number>()): Users {
  const ofCode = Int32Array.from(values, (text) => {
    if (isMissing(text)) return -1;
    const name = text.trim();
    const id = idOf.get(name) ?? idOf.size;
    idOf.set(name, id);
    return id;
  });
  return { ids: Int32Array.from(rows, (row) => ofCode[codes[row] as number] as number), count: idOf.size };
}
