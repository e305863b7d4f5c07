import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeRun } from '../runs/file';
import { isTrained } from '../runs/record';
import { replaceMarked } from './marked';
import { demoTable } from './proofs/demo';
import { movielensTable } from './proofs/movielens';
import type { Proof, ProofTable, Run } from './proofs/proof';
import { LONG_TESTS, runLongTests, type TestProof } from './proofs/tests';

/**
 * `npm run verify [-- --movielens FOLDER]`: the slow proofs, which are tests that take too long for every `npm test`, and runs. It
 * skips what `bench/verify.json` already holds, so you can stop it and go on later; delete a key to have it anew. It writes the
 * tables of `docs/measurements.md` from what is on record. FOLDER holds `ml-100k.csv.gz` and `ml-100k-split.json.gz`, which this
 * project may not pass on; without them the runs on MovieLens stay missing.
 */
const root = join(import.meta.dirname, '..', '..');
const RECORD = join(root, 'bench', 'verify.json');

const { values } = parseArgs({ options: { movielens: { type: 'string' } } });
const movielens = movielensTable(resolve(values.movielens ?? '.'));
const proofs: Record<string, Proof | TestProof> = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : {};
const missing = (table: ProofTable) => table.runs.filter(({ key }) => !proofs[key]);
console.log(`${Object.keys(proofs).length} runs are on record, ${missing(demoTable).length + missing(movielens).length} are missing.`);

for (const { key, filters } of LONG_TESTS.filter((tests) => !proofs[tests.key])) {
  console.log(`\n${key}`);
  record(key, { ...stamp(), ...runLongTests(root, filters) });
}
for (const run of [...missing(demoTable), ...(values.movielens ? missing(movielens) : [])]) {
  console.log(`\n${run.key}`);
  record(run.key, train(run));
  writeTables();
}
writeTables();
if (missing(movielens).length > 0) {
  console.error('Name the folder with the MovieLens-100K files: npm run verify -- --movielens FOLDER');
  process.exitCode = 1;
}

function record(key: string, proof: Proof | TestProof): void {
  proofs[key] = proof;
  mkdirSync(join(root, 'bench'), { recursive: true });
  writeFileSync(RECORD, `${JSON.stringify(proofs, null, 2)}\n`);
}

function stamp(): { date: string; commit: string } {
  return { date: new Date().toISOString().slice(0, 10), commit: commit() };
}

function train({ key, data, config, seed }: Run): Proof {
  const scratch = mkdtempSync(join(tmpdir(), 'hamur-verify-'));
  try {
    const [configFile, out] = [join(scratch, 'config.json'), join(scratch, 'result.json')];
    writeFileSync(configFile, JSON.stringify(config));
    const args = ['--data', data, '--config', configFile, '--seed', String(seed), '--out', out];
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'train.ts'), ...args], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
    const result = decodeRun(readFileSync(out, 'utf8'));
    if (!isTrained(result)) throw new Error(`${key} ended without a result.`);
    const best = result.data.bestPossible;
    return {
      ...stamp(),
      engine: result.engine.name,
      parameters: result.parameters,
      epochs: result.epochs.length,
      bestEpoch: result.bestEpoch,
      rowsPerSecond: Math.round(result.speed.rowsPerSecond),
      test: result.test,
      ...(result.baseline?.test && { baseline: result.baseline.test }),
      ...(best && { bestPossible: best }),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The commit that is checked out; with a `+` where what a run is made of has changed since. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', 'src', 'package-lock.json') ? '+' : '');
}

/** Writes each table from the runs on record, between its marks in `docs/measurements.md`. */
function writeTables(): void {
  for (const { name, table } of [movielens, demoTable])
    replaceMarked(
      `npm run verify: ${name}`,
      table((key) => proofs[key] as Proof | undefined),
    );
}
