import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The document that holds the tables of `npm run verify` and `npm run bench`. */
export const MEASUREMENTS = join(import.meta.dirname, '..', '..', 'docs', 'measurements.md');

/** The tables that the commands write. Each stands between `<!-- name -->` and the next `<!-- end -->`. */
export const MARKED_TABLES = ['npm run verify: movielens', 'npm run verify: demo', 'npm run bench'] as const;
export type MarkedTable = (typeof MARKED_TABLES)[number];

const END = '<!-- end -->';

/**
 * A copy of `document` with `text` between the marks of the table.
 *
 * @throws Error where a mark is missing, stands twice, or is followed by another table's mark before its end
 */
export function withMarked(document: string, name: string, text: string): string {
  const begin = `<!-- ${name} -->`;
  const [before, rest, ...more] = document.split(begin);
  const end = rest?.indexOf('<!-- ') ?? -1;
  if (before === undefined || rest === undefined || more.length > 0 || !rest.startsWith(END, end))
    throw new Error(`The page must hold "${begin}" once, with "${END}" after it.`);
  return `${before}${begin}\n${text}\n${rest.slice(end)}`;
}

/** Writes a table into `docs/measurements.md`. @throws Error where its marks are not there */
export function replaceMarked(name: MarkedTable, text: string): void {
  writeFileSync(MEASUREMENTS, withMarked(readFileSync(MEASUREMENTS, 'utf8'), name, text));
}
