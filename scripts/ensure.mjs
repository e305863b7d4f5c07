import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What every command needs first, so that any of them may be the first on a fresh machine. No dependencies. */

const root = join(import.meta.dirname, '..');
const STAMP = join(root, 'node_modules', '.installed-lock.json');
const LOCK = join(root, 'package-lock.json');

/** Installs the dependencies where they are missing or older than the lock file. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
  const wanted = readFileSync(LOCK, 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('Installing dependencies (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(STAMP, wanted);
}

/** Builds the page where it is missing or older than its sources. */
export function ensureBuilt() {
  const built = join(root, 'dist', 'index.html');
  const sources = [
    'src',
    'public',
    'index.html',
    'headless.html',
    'vite.config.ts',
    'package-lock.json',
    'scripts/address.mjs',
    'scripts/assembly.mjs',
    'scripts/compress.mjs',
    'scripts/offline.mjs',
    'scripts/policy.mjs',
  ].map((name) => join(root, name));
  if (existsSync(built) && Math.max(...sources.map(newest)) <= statSync(built).mtimeMs) return;
  console.log('Building the page (vite build) …');
  run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);
}

/** Installs and builds what is missing, then hands the arguments over to a command of `src/cli`. */
export function handOver(command) {
  ensureInstalled();
  ensureBuilt();
  run(process.execPath, ['--import', 'tsx', join('src', 'cli', `${command}.ts`), ...process.argv.slice(2)]);
}

/** Runs a command in the repository's folder, showing its output; ends the process where it fails. */
export function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
