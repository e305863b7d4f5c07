import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** The type check: one project for each environment, so that code names nothing that is missing where it runs. */

const ROOT = join(import.meta.dirname, '..');
const PROJECTS = readdirSync(ROOT).filter((name) => /^tsconfig\.\w+\.json$/.test(name) && name !== 'tsconfig.base.json');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-types-'));
  for (const name of [...PROJECTS, 'tsconfig.base.json']) copyFileSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes files of one line each. @returns which of their names the compiler does not know, each with its file */
function unknownNames(project: string, files: Record<string, string>): string[] {
  for (const [path, expression] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `export const a = () => ${expression};\n`);
  }
  const tsc = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', `tsconfig.${project}.json`, '--incremental', 'false'], { cwd: folder, encoding: 'utf8' });
  const errors = stdout.split('\n').filter((line) => /error TS/.test(line));
  return errors.map((line) => line.replace(/^([^(]*)\(.*Cannot find name '(\w+)'.*$/, '$1: $2')).sort();
}

test('the worker side has neither document nor Node', () => {
  const names = unknownNames('worker', {
    'src/worker/fine.ts': '[performance.now(), postMessage(1)]',
    'src/worker/a.ts': 'document.title',
    'src/engine/a.ts': 'document.title',
    'src/data/a.ts': 'process.env',
    'src/measures/a.ts': 'window.innerWidth',
  });
  expect(names).toEqual(['src/data/a.ts: process', 'src/engine/a.ts: document', 'src/measures/a.ts: window', 'src/worker/a.ts: document']);
}, 60_000);

test('the page side has neither Node nor what only a worker has', () => {
  const names = unknownNames('page', {
    'src/app/fine.ts': '[performance.now(), document.title]',
    'src/app/a.ts': 'process.exit(1)',
    'src/protocol/a.ts': 'importScripts()',
  });
  expect(names).toEqual(['src/app/a.ts: process', 'src/protocol/a.ts: importScripts']);
}, 60_000);

test('every file is checked by a project, and every project by the one command', () => {
  const { references } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'));
  expect(references.map(({ path }: { path: string }) => path.slice(2)).sort()).toEqual([...PROJECTS].sort());
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }: ts.Diagnostic) => expect.unreachable(String(messageText)) };
  const checked = new Set(PROJECTS.flatMap((name) => ts.getParsedCommandLineOfConfigFile(join(ROOT, name), {}, host)?.fileNames ?? []));
  // The assembly is another language.
  const files = ['src', 'e2e', 'bench', 'scripts'].flatMap((name) =>
    ts.sys.readDirectory(join(ROOT, name), ['.ts', '.tsx', '.mts', '.mjs'], ['**/assembly', '**/node_modules'], ['**/*']),
  );
  expect(files.length).toBeGreaterThan(400);
  // A declaration stands for its script.
  expect(files.filter((path) => !checked.has(path) && !checked.has(path.replace(/\.mjs$/, '.d.mts')))).toEqual([]);
});
