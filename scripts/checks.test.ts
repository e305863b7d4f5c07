import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

test('layers: a circle is named; the page may take types of an engine and not its code', () => {
  plant({
    'tsconfig.json': TSCONFIG,
    'src/config/a.ts': "import { b } from './b';\nexport const a = () => b;\n",
    'src/config/b.ts': "import { a } from './a';\nexport const b = () => a;\n",
    'src/app/c.ts': "import type { D } from '../engine/d';\nimport { d } from '../engine/d';\nexport const c: D = d;\n",
    'src/engine/d.ts': 'export type D = number;\nexport const d: D = 1;\n',
  });
  const { status, output } = check('check-layers.mjs');
  expect(status).toBe(1);
  expect(output).toContain('no-circles');
  expect(output).toContain('the-page-loads-no-engine: src/app/c.ts -> src/engine/d.ts');
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

test('size: nothing weighed is a failure', () => {
  plant({ 'assets/other.js': '' });
  expect(check('check-size.mjs')).toMatchObject({ status: 1, output: expect.stringContaining('build first') });
});
