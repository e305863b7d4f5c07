import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';

/**
 * Checks that no chunk of the build imports an entry: the first script of a page or of a worker. WebKit evaluates such an
 * entry a second time, and two sessions then answer each message. Nor may chunks import each other in a circle: one of them would run
 * before what it needs is there. `node check-entries.mjs [folder]`; a check that looked at no chunk, no page or no worker has failed.
 */
const folder = process.argv[2] ?? join(import.meta.dirname, '..', 'dist');
const assets = join(folder, 'assets');
const chunks = new Map((existsSync(assets) ? readdirSync(assets) : []).filter((name) => name.endsWith('.js')).map((name) => [name, read(name)]));
const scripts = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => name.endsWith('.html'))
  .flatMap((name) => scriptsOf(readFileSync(join(folder, name), 'utf8')));
const manifest = join(folder, '.vite', 'manifest.json');
const named = existsSync(manifest) ? Object.values(JSON.parse(readFileSync(manifest, 'utf8'))).filter(({ isEntry }) => isEntry) : [];
const pages = new Set([...scripts, ...named.map(({ file }) => file.split('/').at(-1))]);
const workers = new Set([...chunks.values()].flatMap((chunk) => chunk.workers));

let fine = true;
for (const [what, { size }] of Object.entries({ chunk: chunks, page: pages, worker: workers })) {
  if (size === 0) fail(`No ${what} was found in ${folder}: build first, or the check is broken.`);
}
for (const entry of [...pages, ...workers]) {
  if (!chunks.has(entry)) fail(`${entry} is an entry, and is not among the chunks: the check is broken.`);
  for (const [name, { imports }] of chunks) if (imports.has(entry)) fail(`${name} imports the entry ${entry}: name its source file in vite.config.ts.`);
}
const circle = circleIn(new Map([...chunks].map(([name, { atOnce }]) => [name, [...atOnce]])));
if (circle) fail(`${circle.join(' imports ')}: a circle. Change how vite.config.ts parts the chunks.`);
console.log(`${chunks.size} chunks, ${pages.size} entries of pages, ${workers.size} of workers`);
process.exit(fine ? 0 : 1);

/** The file names of the scripts that a page loads. */
function scriptsOf(html) {
  return html
    .split('<script')
    .slice(1)
    .map((tag) => tag.slice(0, tag.indexOf('>')).split('src="')[1]?.split('"')[0])
    .filter((address) => address?.endsWith('.js'))
    .map((address) => address.slice(address.lastIndexOf('/') + 1));
}

/** Names that lead back to the first of them; undefined where there is no circle. */
function circleIn(graph) {
  const done = new Set();
  const from = (name, path) => {
    const at = path.indexOf(name);
    if (at >= 0) return [...path.slice(at), name];
    if (done.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const found = from(next, [...path, name]);
      if (found) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const found = from(name, []);
    if (found) return found;
  }
  return undefined;
}

function fail(message) {
  console.error(message);
  fine = false;
}

/** The chunks that a chunk imports, at once or later, those at once, and those that it names by their address: workers. */
function read(name) {
  const [imports, atOnce, workers] = [new Set(), new Set(), []];
  visit(parseAst(readFileSync(join(assets, name), 'utf8')), (node) => {
    // Import and export declarations, and `import(…)`.
    if (node.source) {
      for (const chunk of chunksIn(node.source)) {
        imports.add(chunk);
        if (node.type !== 'ImportExpression') atOnce.add(chunk);
      }
    }
    if (node.type === 'NewExpression' && /^(Worker|SharedWorker|URL)$/.test(node.callee.name)) workers.push(...chunksIn(node.arguments));
  });
  return { imports, atOnce, workers };
}

/** The file names of all texts in a piece of code that end in `.js`. */
function chunksIn(code) {
  const found = [];
  visit(code, (node) => {
    const text = node.type === 'Literal' ? node.value : node.type === 'TemplateElement' ? node.value.cooked : undefined;
    if (typeof text === 'string' && text.endsWith('.js')) found.push(text.split('/').at(-1));
  });
  return found;
}

function visit(node, seen) {
  if (!node || typeof node !== 'object') return;
  if (node.type) seen(node);
  for (const part of Object.values(node)) visit(part, seen);
}
