import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';

/**
 * `npm test`: installs what is missing, then one stage after the other, stopping at the first that fails.
 * `npm test -- --only unit,e2e` runs some of them.
 */
ensureInstalled();
const { findOrInstallChromium } = await import('./chromium.mjs');

const root = join(import.meta.dirname, '..');
const reports = join(root, 'test-results');
const bin = (name, entry) => [process.execPath, join(root, 'node_modules', ...name.split('/'), entry)];
const node = (script) => [process.execPath, join(root, 'scripts', script)];
const vitest = (project) => [
  ...bin('vitest', 'vitest.mjs'),
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, `${project}.json`)}`,
];

const STAGES = {
  typecheck: [...bin('typescript', 'bin/tsc'), '--noEmit'],
  lint: [...bin('@biomejs/biome', 'bin/biome'), 'check'],
  layers: node('check-layers.mjs'),
  knip: bin('knip', 'bin/knip.js'),
  unit: vitest('unit'),
  browser: vitest('browser'),
  build: [...bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'],
  size: node('check-size.mjs'),
  entries: node('check-entries.mjs'),
  e2e: [...bin('@playwright/test', 'cli.js'), 'test'],
};

const at = process.argv.indexOf('--only');
const wanted = at > 0 ? (process.argv[at + 1] ?? '').split(',') : Object.keys(STAGES);
const unknown = wanted.find((name) => !(name in STAGES));
if (unknown !== undefined) {
  console.error(`There is no stage "${unknown}"; there are ${Object.keys(STAGES).join(', ')}.`);
  process.exit(1);
}

const environment = { ...process.env, CHROMIUM_PATH: await findOrInstallChromium() };
rmSync(reports, { recursive: true, force: true });
const failed = wanted.find((name) => !passes(name));
const { passed, failures } = count();
console.log(failed ? `\nStage "${failed}" failed.` : '\nAll stages passed.');
console.log(`${passed} passed, ${failures + (failed && failures === 0 ? 1 : 0)} failed`);
process.exit(failed ? 1 : 0);

function passes(name) {
  console.log(`\n== ${name} ==`);
  const begun = Date.now();
  const [command, ...args] = STAGES[name];
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment });
  console.log(`${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  return status === 0;
}

/** Tests that passed and failed, from the runners' own reports. */
function count() {
  let [passed, failures] = [0, 0];
  for (const name of ['unit', 'browser', 'e2e']) {
    const path = join(reports, `${name}.json`);
    if (!existsSync(path)) continue;
    const report = JSON.parse(readFileSync(path, 'utf8'));
    passed += report.numPassedTests ?? report.stats.expected;
    failures += report.numFailedTests ?? report.stats.unexpected;
  }
  return { passed, failures };
}
