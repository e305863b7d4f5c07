import type { FieldSource } from './vocabulary';

/**
 * Values that stand in fewer than `least` of the fitting rows; in how many, all fields that share the vocabulary say together.
 *
 * @param values of each field, of each code of its column, the values in the cell
 */
export function rareValues(sources: readonly FieldSource[], values: readonly string[][][], fitRows: Int32Array, least: number): string[] {
  const rows = new Map<string, number>();
  for (const [i, { column }] of sources.entries()) {
    const perCode = new Int32Array(column.values.length);
    for (const row of fitRows) {
      const code = column.codes[row] as number;
      perCode[code] = (perCode[code] as number) + 1;
    }
    for (const [code, count] of perCode.entries()) {
      if (count > 0) for (const value of new Set(values[i]?.[code])) rows.set(value, (rows.get(value) ?? 0) + count);
    }
  }
  return [...rows].flatMap(([value, count]) => (count < least ? [value] : []));
}
