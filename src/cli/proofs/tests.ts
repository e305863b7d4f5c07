import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORED_RUNS, type StoredRun } from '../../runs/stored';
import { StoredFiles } from '../stored-files';
import { BOUNDS } from './bounds';

/** That tests passed which take too long for every `npm test`. */
export interface TestProof {
  date: string;
  commit: string;
  passed: number;
  seconds: number;
}

/** What asks for the tests: `--only tests`. */
export const TEST_PARTS = ['tests', 'files', 'links', 'stored-runs', 'slots', 'storage', 'memory'] as const;
export type TestPart = (typeof TEST_PARTS)[number];

export interface LongTest {
  /** Of its record. */
  key: string;
  part: TestPart;
  /** Of the test runner; left out: the one that runs in a browser. */
  project?: 'unit*' | 'browser' | 'memory' | 'e2e';
  /** Parts of the names of its files, and further arguments of the test runner: Vitest, or for `e2e` Playwright. None: all files. */
  filters: string[];
  /** What makes it long, besides FULL=1. */
  env?: Record<string, string>;
}

const MUTATED_FILES = 10_000;

/** A proof of what is never to go wrong. */
export interface BoundsProof extends LongTest {
  /** What is tried. */
  what: string;
  wanted: string;
}

/** Files of every format, changed at random. */
export const MUTATED: BoundsProof = {
  key: `files/mutated-${MUTATED_FILES}`,
  part: 'files',
  project: 'unit*',
  filters: ['formats/mutated.test'],
  env: { MUTATED_FILES: String(MUTATED_FILES) },
  what: `${MUTATED_FILES.toLocaleString('en')} small files of every format, plain and packed, each changed at random: bits, bytes, cuts, repeats, parts of other files, zeros, huge numbers`,
  wanted: 'each ends in a table or in an error that names the file, within 2 seconds, and the process stays below 3 GB',
};

/** Tests that leave nothing out with FULL=1. */
export const LONG_TESTS: readonly LongTest[] = [
  { key: 'tests/kernels', part: 'tests', filters: ['fused.browser', 'product.browser'] },
  { key: 'tests/many-steps', part: 'tests', filters: ['training.browser'] },
  { key: 'tests/points-within-the-first-epoch', part: 'tests', filters: ['early.browser'] },
  { key: 'tests/programs-compile-ahead', part: 'tests', filters: ['program.browser'] },
  {
    key: 'tests/end-to-end',
    part: 'tests',
    project: 'e2e',
    filters: [],
  },
  { key: 'tests/learners', part: 'tests', filters: ['backbones.browser', 'decay.browser'] },
  { key: 'tests/insight', part: 'tests', filters: ['ablation.browser', 'walker.browser', 'prober.browser'] },
  { key: 'tests/pooled-and-separate', part: 'tests', project: 'unit*', filters: ['training/separate.test'] },
  { key: 'tests/every-demo', part: 'tests', project: 'unit*', filters: ['training/every-demo'] },
  { key: 'tests/statistics', part: 'tests', project: 'unit*', filters: ['measures/paired', 'experiment/simulated', 'experiment/sweep-importance'] },
  { key: 'tests/experiments', part: 'tests', filters: ['queue-runner.browser'] },
  { key: 'tests/take-away', part: 'tests', filters: ['take-away.browser'] },
  { key: 'tests/onnx', part: 'tests', project: 'unit*', filters: ['model/onnx'] },
  { key: 'tests/scoring', part: 'tests', project: 'unit*', filters: ['worker/score.test'] },
  { key: 'tests/pytorch', part: 'tests', project: 'unit*', filters: ['worker/pytorch', 'cli/benched-project'] },
  ...STORED_RUNS.flatMap(retrained),
  MUTATED,
  ...BOUNDS,
];

/** Each stored run is trained again by itself; one that is recorded anew needs a proof of its own. */
function retrained(run: StoredRun): LongTest[] {
  const digest = new StoredFiles(join(import.meta.dirname, '..', '..', '..', 'public')).digestOf(run);
  if (digest === undefined) return [];
  return [{ key: `tests/stored/${run.name}/${digest}`, part: 'tests', filters: ['stored.browser', '--testNamePattern', `stored run ${run.name} `] }];
}

/** Runs them in full, showing what they say; ends the process where one fails. @throws Error where there is none */
export function runLongTests(root: string, { project = 'browser', filters, env }: LongTest): Pick<TestProof, 'passed' | 'seconds'> {
  const scratch = mkdtempSync(join(tmpdir(), 'hamur-verify-'));
  try {
    const report = join(scratch, 'tests.json');
    const runner =
      project === 'e2e'
        ? [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...filters, '--reporter=list,json']
        : [
            ...[join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project, ...filters],
            ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
          ];
    const begun = Date.now();
    const { status } = spawnSync(process.execPath, runner, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, FULL: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...env },
    });
    if (status !== 0) process.exit(status ?? 1);
    const { numPassedTests: passed = 0, stats }: { numPassedTests?: number; stats?: { expected: number } } = JSON.parse(readFileSync(report, 'utf8'));
    const numPassedTests = stats?.expected ?? passed;
    if (numPassedTests === 0) throw new Error(`No test is named so: ${filters.join(' ')}.`);
    return { passed: numPassedTests, seconds: Math.round((Date.now() - begun) / 1000) };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
