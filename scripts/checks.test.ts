import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** The checks themselves: each must fail on a planted violation, and where it looked at nothing. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-checks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function plant(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function check(script: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, script), folder], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

const TSCONFIG = JSON.stringify({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler' }, include: ['src'] });

test('layers: downwards is fine, upwards is named', () => {
  const good = {
    'tsconfig.json': TSCONFIG,
    'src/config/a.ts': 'export const a = 1;\n',
    'src/data/b.ts': "import { a } from '../config/a';\nexport const b = a;\n",
  };
  plant(good);
  expect(check('check-layers.mjs')).toMatchObject({ status: 0, output: expect.stringContaining('0 violations') });
  plant({ 'src/config/a.ts': "import { c } from '../data/c';\nexport const a = c;\n", 'src/data/c.ts': 'export const c = 1;\n' });
  const { status, output } = check('check-layers.mjs');
  expect(status).toBe(1);
  expect(output).toContain('config-knows-only-what-lies-below: src/config/a.ts -> src/data/c.ts');
});

/** A file of `layer`, planted as `src/<layer>/<name>.ts`, that uses another layer's file of the same name. */
const use = (layer: string, name: string, of: string) => ({
  [`src/${layer}/${name}.ts`]: `import { a } from '../${of}/${name}';\nexport const a2 = a;\n`,
  [`src/${of}/${name}.ts`]: 'export const a = 1;\n',
});

test('layers: each rule is broken once, and each break is named', () => {
  const pairs = [
    ['lib', 'config'],
    ['config', 'protocol'],
    ['measures', 'config'],
    ['protocol', 'runs'],
    ['exports', 'model'],
    ['wire', 'worker'],
    ['data', 'engine'],
    ['engine', 'data'],
    ['model', 'data'],
    ['training', 'insight'],
    ['insight', 'worker'],
    ['bench', 'insight'],
    ['worker', 'app'],
    ['runs', 'wire'],
    ['storage', 'data'],
    ['offline', 'storage'],
    ['headless', 'worker'],
    ['cli', 'wire'],
    ['app', 'engine'],
    ['docs', 'worker'],
  ] as const;
  plant({
    'tsconfig.json': TSCONFIG,
    ...Object.assign({}, ...pairs.map(([layer, of], i) => use(layer, `from-${layer}-${i}`, of))),
    'src/config/a.ts': "import { b } from './b';\nexport const a = () => b;\n",
    'src/config/b.ts': "import { a } from './a';\nexport const b = () => a;\n",
    ...use('cli', 'headless-code', 'headless'),
    ...use('app', 'no-layer', 'shed'),
    'src/runs/react.ts': "import 'react';\n",
    'src/app/comlink.ts': "import 'comlink';\n",
    'src/worker/idb.ts': "import 'idb';\n",
    'src/app/tensors.ts': "import '@tensorflow/tfjs-core';\n",
    ...Object.fromEntries(['react', 'comlink', 'idb', '@tensorflow/tfjs-core'].map((name) => [`node_modules/${name}/index.js`, 'module.exports = {};\n'])),
  });
  const { status, output } = check('check-layers.mjs');
  expect(status).toBe(1);
  for (const [i, [layer, of]] of pairs.entries()) {
    expect(output).toContain(`${layer}-knows-only-what-lies-below: src/${layer}/from-${layer}-${i}.ts -> src/${of}/from-${layer}-${i}.ts`);
  }
  const rules: { name: string }[] = createRequire(import.meta.url)('../.dependency-cruiser.cjs').forbidden;
  const unbroken = rules.filter(({ name }) => !output.includes(`${name}: `)).map(({ name }) => name);
  expect(unbroken).toEqual([]);
  expect(output).toContain('no-circles: src/config/');
  expect(output).toContain('the-command-line-takes-types-of-its-page: src/cli/headless-code.ts');
  expect(output).toContain('every-file-has-a-layer: src/app/no-layer.ts -> src/shed/no-layer.ts');
  expect(output).toContain('react-only-in-the-app: src/runs/react.ts');
  expect(output).toContain('comlink-only-at-the-door: src/app/comlink.ts');
  expect(output).toContain('storage-is-touched-in-one-place: src/worker/idb.ts');
  expect(output).toContain('tensors-only-below: src/app/tensors.ts');
});

test('layers: nothing looked at is a failure', () => {
  plant({ 'tsconfig.json': TSCONFIG, 'src/readme.txt': 'no module' });
  expect(check('check-layers.mjs').status).toBe(1);
});

/** Text that gzip cannot make smaller by much. */
const noise = (length: number) => {
  let [state, text] = [1, ''];
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += state.toString(36);
  }
  return text;
};

test('size: what loads first counts, with its static imports and without its lazy ones', () => {
  const worker = { 'assets/worker-1.js': 'self.x=1' };
  plant({
    ...worker,
    'assets/index-1.js': "import{a}from'./part-1.js';import('./lazy-1.js')",
    'assets/part-1.js': 'export const a=1',
    'assets/lazy-1.js': `"${noise(400_000)}"`,
  });
  expect(check('check-size.mjs')).toMatchObject({ status: 0 });
  plant({ 'assets/part-1.js': `export const a="${noise(400_000)}"` });
  const { status, output } = check('check-size.mjs');
  expect(status).toBe(1);
  expect(output).toContain('The size budget is broken.');
});

test('size: what is kept for use without a connection counts as it lies on the disk, without the packed forms', () => {
  plant({ 'assets/index-1.js': '', 'assets/worker-1.js': '', 'runs/a.json': ' '.repeat(9_999_999), 'runs/a.json.br': ' '.repeat(100) });
  expect(check('check-size.mjs')).toMatchObject({ status: 0, output: expect.stringContaining('3 files, 10.0 MB, at most 10 MB') });
  plant({ 'runs/b.json': '12' });
  expect(check('check-size.mjs')).toMatchObject({ status: 1, output: expect.stringContaining('The size budget is broken.') });
});

test('size: nothing weighed is a failure', () => {
  plant({ 'assets/other.js': '' });
  expect(check('check-size.mjs')).toMatchObject({ status: 1, output: expect.stringContaining('build first') });
});

/** A build as it should be: a page and a worker, each with what it imports in a chunk of its own, and a lazy chunk. */
const BUILD = {
  'index.html': '<script type="module" crossorigin src="./assets/index-1.js"></script>',
  '.vite/manifest.json': JSON.stringify({ 'index.html': { file: 'assets/index-1.js', isEntry: true }, 'lazy.ts': { file: 'assets/lazy-1.js' } }),
  'assets/index-1.js': "import{a}from'./first-1.js';a()",
  'assets/first-1.js': 'export const a=()=>new Worker(new URL(new URL(`worker-1.js`,import.meta.url).href,``+import.meta.url),{type:`module`})',
  'assets/worker-1.js': "import{a}from'./first-2.js';a()",
  'assets/first-2.js': "export const a=()=>import('./lazy-1.js')",
  'assets/lazy-1.js': "import{a}from'./first-2.js';export const b=a",
};

test('entries: each is a chunk that nothing imports', () => {
  plant(BUILD);
  expect(check('check-entries.mjs')).toMatchObject({ status: 0, output: '5 chunks, 1 entries of pages, 1 of workers\n' });
});

test('entries: a worker that is started by its address is one', () => {
  plant({ ...BUILD, 'assets/lazy-1.js': 'export const url=``+new URL(`thread-1.js`,import.meta.url).href', 'assets/thread-1.js': '' });
  expect(check('check-entries.mjs')).toMatchObject({ status: 0, output: expect.stringContaining('2 of workers') });
});

test('entries: chunks that import each other in a circle are named; what is imported later may lead back', () => {
  plant({ ...BUILD, 'assets/x-1.js': "import'./y-1.js'", 'assets/y-1.js': "import('./x-1.js')" });
  expect(check('check-entries.mjs').status).toBe(0);
  plant({ 'assets/y-1.js': "export{a}from'./x-1.js'" });
  expect(check('check-entries.mjs')).toMatchObject({ status: 1, output: expect.stringContaining('x-1.js imports y-1.js imports x-1.js: a circle') });
});

test.each([
  ['a worker’s, from a lazy chunk', 'lazy-1.js', "import{a}from'./worker-1.js';export const b=a", 'lazy-1.js imports the entry worker-1.js'],
  ['a worker’s, later', 'first-2.js', 'export const a=()=>import(`./worker-1.js`)', 'first-2.js imports the entry worker-1.js'],
  ['a worker’s, to hand it on', 'lazy-1.js', "export*from'./worker-1.js'", 'lazy-1.js imports the entry worker-1.js'],
  ['a page’s', 'lazy-1.js', "import'./index-1.js'", 'lazy-1.js imports the entry index-1.js'],
])('entries: an entry that is imported is named: %s', (_what, chunk, code, named) => {
  plant({ ...BUILD, [`assets/${chunk}`]: code });
  const { status, output } = check('check-entries.mjs');
  expect(status).toBe(1);
  expect(output).toContain(named);
});

test.each([
  ['no build', {}, 'No chunk'],
  ['no page', { ...BUILD, 'index.html': '', '.vite/manifest.json': '{}' }, 'No page'],
  ['no worker', { ...BUILD, 'assets/first-1.js': 'export const a=1' }, 'No worker'],
  ['an entry that is no chunk', { ...BUILD, 'index.html': '<script src="./assets/other.js"></script>' }, 'other.js is an entry, and is not among the chunks'],
])('entries: nothing looked at is a failure: %s', (_what, files, reason) => {
  plant(files);
  const { status, output } = check('check-entries.mjs');
  expect(status).toBe(1);
  expect(output).toContain(reason);
});
