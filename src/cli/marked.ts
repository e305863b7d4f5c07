import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const README = join(import.meta.dirname, '..', '..', 'README.md');
const END = '<!-- end -->';

/**
 * Puts text between `<!-- name -->` and the next `<!-- end -->` of the README.
 *
 * @throws Error where the marks are gone
 */
export function replaceMarked(name: string, text: string): void {
  writeFileSync(README, withMarked(readFileSync(README, 'utf8'), name, text));
}

/** A page with `text` between its marks; the rest stays. @throws Error where the marks are gone */
export function withMarked(page: string, name: string, text: string): string {
  const begin = `<!-- ${name} -->`;
  const [before, rest] = page.split(begin);
  const after = rest?.slice(rest.indexOf(END));
  if (before === undefined || after === undefined || !after.startsWith(END)) throw new Error(`The page has lost its marks "${begin}" and "${END}".`);
  return `${before}${begin}\n${text}\n${after}`;
}
