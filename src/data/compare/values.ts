import type { SparseField } from '../encode/encoded-data';
import type { IsMissing } from '../table/missing';
import type { Column } from '../table/table';

/** The values of each row of a field, as numbers below `count`. */
export interface Values {
  count: number;
  /** Calls `visit` with each value that the row has; a missing one is none. */
  each(row: number, visit: (value: number) => void): void;
}

/** The texts of a column; no value is unknown, whichever rows were fitted on. @param sourceRows row of the table of each row */
export function textsOf({ codes, values }: Column, sourceRows: Int32Array, isMissing: IsMissing): Values {
  const missing = Uint8Array.from(values, (text) => Number(isMissing(text)));
  return {
    count: values.length,
    each: (row, visit) => {
      const code = codes[sourceRows[row] as number] as number;
      if (!missing[code]) visit(code);
    },
  };
}

/** What the model reads: the ids of a field. @param known whether values that are unknown, or missing, are passed over */
export function idsOf({ ids, slots, weights, vocabulary, hasUnknown }: SparseField, known = false): Values {
  const empty = known ? vocabulary.indexOf('') : -1;
  return {
    count: vocabulary.length,
    each: (row, visit) => {
      for (let at = row * slots; at < (row + 1) * slots; at++) {
        const id = ids[at] as number;
        if (weights?.[at] === 0 || (known && ((hasUnknown && id === 0) || id === empty))) continue;
        visit(id);
      }
    },
  };
}
