import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const docs = join(root, 'docs');
const MEASUREMENTS = join(docs, 'measurements.md');

/** The tables that the commands write, and the document of each. Each stands between `<!-- name -->` and the next `<!-- end -->`. */
export const MARKED_TABLES = {
  'npm run verify: demos': MEASUREMENTS,
  'npm run verify: domains': MEASUREMENTS,
  'npm run verify: movielens-100k': MEASUREMENTS,
  'npm run verify: movielens-1m': MEASUREMENTS,
  'npm run verify: scenario-wise-1m': MEASUREMENTS,
  'npm run verify: scenario-wise-100k': MEASUREMENTS,
  'npm run verify: backbones': MEASUREMENTS,
  'npm run verify: movielens-backbones': MEASUREMENTS,
  'npm run verify: movielens-usual': MEASUREMENTS,
  'npm run verify: movielens-users': MEASUREMENTS,
  'npm run verify: readme': join(root, 'README.md'),
  'npm run verify: seeds': join(docs, 'measurements-seeds.md'),
  'npm run verify: gallery': join(docs, 'gallery.md'),
  'npm run verify: reliability': join(docs, 'reliability.md'),
  'npm run bench': MEASUREMENTS,
  'npm run bench: gpu': MEASUREMENTS,
} as const;
export type MarkedTable = keyof typeof MARKED_TABLES;

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

/** Writes a table into its document. @throws Error where its marks are not there */
export function replaceMarked(name: MarkedTable, text: string): void {
  const document = MARKED_TABLES[name];
  writeFileSync(document, withMarked(readFileSync(document, 'utf8'), name, text));
}
