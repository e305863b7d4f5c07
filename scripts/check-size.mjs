import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import { filesIn, keptOf } from './offline.mjs';

/**
 * Weighs what must load first: a page's or a worker's script with all that it imports statically, gzipped; and what is kept for use
 * without a connection, as it lies on the disk.
 */
const KB = 1024;
const MOST_KEPT = 10_000_000;
const dist = process.argv[2] ?? join(import.meta.dirname, '..', 'dist');
const assets = join(dist, 'assets');
const BUDGETS = [
  { what: 'first JavaScript of the page', entry: /^index-.*\.js$/, most: 150 * KB },
  { what: 'worker', entry: /^worker-.*\.js$/, most: 250 * KB },
];

let fine = true;
for (const { what, entry, most } of BUDGETS) {
  const files = readdirSync(assets).filter((name) => entry.test(name));
  if (files.length !== 1) {
    console.error(`${what}: ${files.length} files match ${entry} in ${assets}; build first.`);
    fine = false;
    continue;
  }
  const size = [...withImports(files[0])].reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
  console.log(`${what}: ${(size / KB).toFixed(1)} KB gzipped, at most ${most / KB} KB`);
  if (size > most) fine = false;
}
const files = filesIn(dist);
const names = keptOf([...files.keys()]);
const kept = names.reduce((sum, name) => sum + files.get(name).length, 0);
console.log(`kept for use without a connection: ${names.length} files, ${(kept / 1e6).toFixed(1)} MB, at most ${MOST_KEPT / 1e6} MB`);
if (kept > MOST_KEPT) fine = false;
if (!fine) console.error('The size budget is broken.');
process.exit(fine ? 0 : 1);

function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  // A declaration with a source is an `import … from` or an `export … from`.
  const sources = parseAst(readFileSync(join(assets, name), 'utf8')).body.flatMap((node) => ('source' in node && node.source ? [node.source.value] : []));
  for (const source of sources) if (source.startsWith('./')) withImports(source.slice(2), seen);
  return seen;
}
