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
  const begin = `<!-- ${name} -->`;
  const readme = readFileSync(README, 'utf8');
  const [before, rest] = readme.split(begin);
  const after = rest?.slice(rest.indexOf(END));
  if (before === undefined || after === undefined || !after.startsWith(END)) throw new Error(`The README has lost its marks "${begin}" and "${END}".`);
  writeFileSync(README, `${before}${begin}\n${text}\n${after}`);
}
