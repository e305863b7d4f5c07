import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure.mjs';

/**
 * `npm test`: installs what is missing, then the stages, up to two side by side where they do not disturb one another, and
 * stops where one has failed. `npm test -- --only unit,e2e` runs some of them; with `--coverage` the lines that the tests
 * run are counted, which takes a quarter longer.
 */
ensureInstalled();
const { findOrInstallChromium } = await import('./chromium.mjs');
const { findFirefox, findWebKit } = await import('./other-browsers.mjs');

const root = join(import.meta.dirname, '..');
const reports = join(root, 'test-results');
const bin = (name, entry) => [process.execPath, join(root, 'node_modules', ...name.split('/'), entry)];
const node = (script) => [process.execPath, join(root, 'scripts', script)];
const vitest = (project, ...more) => [
  ...bin('vitest', 'vitest.mjs'),
  'run',
  ...more,
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, `${project.replace('*', '')}.json`)}`,
];
const COUNTED = process.argv.includes('--coverage');
const counting = (project) => (COUNTED ? ['--coverage.enabled', `--coverage.reportsDirectory=${join(reports, 'coverage', project)}`] : []);
/** A smoke test by browser, and what must be there for it. */
const OTHER_BROWSERS = [
  { file: 'firefox', found: findFirefox(), missing: 'there is no Firefox (install firefox-esr, or set FIREFOX_PATH)' },
  { file: 'webkit', found: findWebKit(), missing: 'there is no WebKit (install webkit2gtk-driver and xvfb)' },
];

const STAGES = {
  typecheck: [...bin('typescript-7', 'bin/tsc'), '-b'],
  lint: [...bin('@biomejs/biome', 'bin/biome'), 'check'],
  layers: node('check-layers.mjs'),
  knip: bin('knip', 'bin/knip.js'),
  unit: vitest('unit*', ...counting('unit')),
  browser: vitest('browser', ...counting('browser')),
  coverage: node('coverage.mjs'),
  build: [...bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'],
  size: node('check-size.mjs'),
  entries: node('check-entries.mjs'),
  e2e: [...bin('@playwright/test', 'cli.js'), 'test'],
  'other-browsers': vitest('other-browsers', ...OTHER_BROWSERS.filter(({ found }) => found).map(({ file }) => `other-browsers/${file}`)),
};
/** One step after the other; the lanes of a step run side by side, the stages of a lane in turn. */
const STEPS = [
  [['typecheck', 'lint', 'layers', 'knip', 'build', 'size', 'entries'], ['unit']],
  // Each of these keeps both cores of a small machine busy.
  [['browser', 'coverage']],
  [['e2e']],
  [['other-browsers']],
];

const at = process.argv.indexOf('--only');
const wanted = at > 0 ? (process.argv[at + 1] ?? '').split(',') : Object.keys(STAGES).filter((name) => COUNTED || name !== 'coverage');
const unknown = wanted.find((name) => !(name in STAGES));
if (unknown !== undefined) {
  console.error(`There is no stage "${unknown}"; there are ${Object.keys(STAGES).join(', ')}.`);
  process.exit(1);
}

const environment = { ...process.env, CHROMIUM_PATH: await findOrInstallChromium() };
rmSync(reports, { recursive: true, force: true });
const failed = [];
for (const step of STEPS) {
  const lanes = step.map((lane) => lane.filter((name) => wanted.includes(name))).filter((lane) => lane.length > 0);
  await Promise.all(lanes.map((lane) => inTurn(lane, lanes.length > 1)));
  if (failed.length > 0) break;
}
const { passed, failures } = count();
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}.` : '\nAll stages passed.');
console.log(`${passed} passed, ${failures + (failed.length > 0 && failures === 0 ? 1 : 0)} failed`);
process.exit(failed.length > 0 ? 1 : 0);

async function inTurn(lane, beside) {
  for (const name of lane) {
    if (await passes(name, beside)) continue;
    failed.push(name);
    return;
  }
}

/** Runs a stage. What it says is shown as it comes, or, with another one beside it, in one piece at its end. */
async function passes(name, beside) {
  if (name === 'other-browsers') {
    for (const { file, found, missing } of OTHER_BROWSERS) if (!found) console.log(`\nother-browsers: ${file} is skipped: ${missing}.`);
    if (OTHER_BROWSERS.every(({ found }) => !found)) return true;
  }
  if (!beside) console.log(`\n== ${name} ==`);
  const begun = Date.now();
  const [command, ...args] = STAGES[name];
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', beside ? 'pipe' : 'inherit', beside ? 'pipe' : 'inherit'], env: environment });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.push(data));
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (beside) process.stdout.write(Buffer.concat([Buffer.from(`\n== ${name} ==\n`), ...said]));
  console.log(`${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  return status === 0;
}

/** Tests that passed and failed, from the runners' own reports. */
function count() {
  let [passed, failures] = [0, 0];
  for (const name of ['unit', 'browser', 'e2e', 'other-browsers']) {
    const path = join(reports, `${name}.json`);
    if (!existsSync(path)) continue;
    const report = JSON.parse(readFileSync(path, 'utf8'));
    passed += report.numPassedTests ?? report.stats.expected;
    failures += report.numFailedTests ?? report.stats.unexpected;
  }
  return { passed, failures };
}
