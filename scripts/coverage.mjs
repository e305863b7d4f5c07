import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Prints what share of the lines that can run did run in the tests that were counted, by layer; nothing is demanded of it.
 * Reads what vitest wrote, a folder a project. `node coverage.mjs [folder]`
 */
const root = join(import.meta.dirname, '..');
const folder = process.argv[2] ?? join(root, 'test-results', 'coverage');
const projects = existsSync(folder) ? readdirSync(folder) : [];

/** By layer and file, each line that can run: whether it did, in any project. */
const layers = new Map();
for (const project of projects) {
  const files = JSON.parse(readFileSync(join(folder, project, 'coverage-final.json'), 'utf8'));
  for (const { path, statementMap, s } of Object.values(files)) {
    const file = relative(join(root, 'src'), path);
    const lines = linesOf(file);
    for (const [id, { start }] of Object.entries(statementMap)) lines.set(start.line, (lines.get(start.line) ?? false) || s[id] > 0);
  }
}

console.log(`Lines that ran, of those that can, in the tests of: ${projects.join(', ')}`);
const total = { ran: 0, all: 0 };
for (const [layer, files] of [...layers].sort(([a], [b]) => a.localeCompare(b))) {
  const lines = [...files.values()].flatMap((each) => [...each.values()]);
  const ran = lines.filter(Boolean).length;
  total.ran += ran;
  total.all += lines.length;
  print(layer, ran, lines.length);
}
print('all', total.ran, total.all);
if (total.all === 0) {
  console.error('No line was counted: the measure is broken.');
  process.exit(1);
}

function linesOf(file) {
  const layer = file.split(sep)[0];
  if (!layers.has(layer)) layers.set(layer, new Map());
  const files = layers.get(layer);
  if (!files.has(file)) files.set(file, new Map());
  return files.get(file);
}

function print(name, ran, all) {
  const share = all > 0 ? `${((100 * ran) / all).toFixed(0)} %` : '–';
  console.log(`${name.padEnd(10)}${String(ran).padStart(7)}${String(all).padStart(7)}${share.padStart(7)}`);
}
