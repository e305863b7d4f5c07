import { isNumeric } from '../../config/value-test';
import type { ColumnProfile } from '../../protocol/columns';
import { isMissing } from './missing';
import type { Column, Table } from './table';

/** What each column holds, from its distinct values and how often each occurs. */
export function profileColumns(table: Table): ColumnProfile[] {
  return table.columns.map(profileColumn);
}

export function profileColumn(column: Column): ColumnProfile {
  const counts = countCodes(column);
  let [integer, numeric, present, missing] = [true, true, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let code = -1;
  for (const text of column.values) {
    code++;
    if (isMissing(text)) {
      missing += counts[code] as number;
      continue;
    }
    present++;
    if (!numeric) continue;
    if (!isNumeric(text)) {
      [numeric, integer] = [false, false];
      continue;
    }
    const value = Number(text);
    integer &&= Number.isInteger(value) && !text.includes('.');
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const type = present === 0 || !numeric ? 'text' : integer ? 'integer' : 'number';
  const range = type === 'text' ? {} : { min, max };
  const once = counts.reduce((sum, rows) => sum + Number(rows === 1), 0);
  return { name: column.name, type, distinct: present, once, missing, missingAs: [], top: mostFrequent(column, counts), notes: [], ...range };
}

/** How often each code occurs. */
export function countCodes({ codes, values }: Column): Int32Array {
  const counts = new Int32Array(values.length);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return counts;
}

const SHOWN = 5;

function mostFrequent({ values }: Column, counts: Int32Array): ColumnProfile['top'] {
  const top: { code: number; rows: number }[] = [];
  for (const [code, rows] of counts.entries()) {
    if (isMissing(values.at(code) as string) || (top.length === SHOWN && rows <= (top.at(-1) as { rows: number }).rows)) continue;
    top.push({ code, rows });
    top.sort((a, b) => b.rows - a.rows);
    top.length = Math.min(top.length, SHOWN);
  }
  return top.map(({ code, rows }) => ({ value: values.at(code) as string, rows }));
}
