import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** That tests passed which take too long for every `npm test`. */
export interface TestProof {
  date: string;
  commit: string;
  passed: number;
  seconds: number;
}

/** Browser tests by the key of their record; `filters` are parts of their files' names. With FULL=1 they leave nothing out. */
export const LONG_TESTS = [
  { key: 'tests/goldens', filters: ['goldens.browser'] },
  { key: 'tests/many-steps', filters: ['training.browser'] },
];

/** Runs them in full, showing what they say; ends the process where one fails. */
export function runLongTests(root: string, filters: string[]): Pick<TestProof, 'passed' | 'seconds'> {
  const scratch = mkdtempSync(join(tmpdir(), 'hamur-verify-'));
  try {
    const report = join(scratch, 'tests.json');
    const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'browser', ...filters];
    const begun = Date.now();
    const { status } = spawnSync(process.execPath, [...vitest, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, FULL: '1' },
    });
    if (status !== 0) process.exit(status ?? 1);
    const { numPassedTests }: { numPassedTests: number } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, seconds: Math.round((Date.now() - begun) / 1000) };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
