import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PRESETS } from '../config/presets';
import type { RunConfigInput } from '../config/run-config';
import type { RunResult } from '../training/result';

/**
 * `npm run verify -- --movielens FOLDER`: the slow proofs. Each run that `bench/verify.json` already holds is passed
 * over, so that it can be stopped and go on later; the README's table is written anew from what there is. FOLDER holds
 * `ml-100k.csv.gz` and `ml-100k-split.json.gz`, which may not be passed on with this project.
 */
const root = join(import.meta.dirname, '..', '..');
const RECORD = join(root, 'bench', 'verify.json');
const README = join(root, 'README.md');
const SEEDS = [2022, 2023, 2024];

interface Proof {
  date: string;
  commit: string;
  engine: string;
  parameters: number;
  epochs: number;
  bestEpoch: number;
  rowsPerSecond: number;
  test: RunResult['test'];
}

interface Row {
  id: string;
  title: string;
  config: RunConfigInput;
  /** What the authors' PyTorch code reaches with the same recipe, split and seeds: mean and standard deviation. */
  authors?: [name: string, all: string, young: string, middle: string, old: string, logLoss: string];
}

const movielens = PRESETS.find(({ id }) => id === 'movielens-100k')?.config as RunConfigInput;
const withModel = (model: RunConfigInput['model']): RunConfigInput => ({ ...movielens, model: { ...movielens.model, ...model } });
const ROWS: Row[] = [
  {
    id: 'mlp',
    title: 'MLP',
    config: withModel({ adapters: [] }),
    authors: ['MLP', '.7693±.0018', '.7784±.0011', '.7717±.0034', '.7588±.0051', '.5766±.0092'],
  },
  {
    id: 'mlp-hamur-reference',
    title: 'MLP + HAMUR `reference`',
    config: movielens,
    authors: ['MLP + HAMUR', '.7695±.0022', '.7783±.0037', '.7768±.0023', '.7561±.0021', '.5691±.0033'],
  },
  { id: 'mlp-hamur-recommended', title: 'MLP + HAMUR `recommended`', config: withModel({ fidelity: 'recommended' }) },
];

const { values } = parseArgs({ options: { movielens: { type: 'string' } } });
const proofs: Record<string, Proof> = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : {};
const keyOf = (row: Row, seed: number) => `movielens-100k/${row.id}/${seed}`;
const missing = ROWS.flatMap((row) => SEEDS.map((seed) => ({ row, seed }))).filter(({ row, seed }) => !proofs[keyOf(row, seed)]);
console.log(`${Object.keys(proofs).length} runs are on record, ${missing.length} are missing.`);

if (missing.length > 0 && !values.movielens) {
  console.error('Name the folder with the MovieLens-100K files: npm run verify -- --movielens FOLDER');
  process.exitCode = 1;
} else {
  for (const { row, seed } of missing) {
    console.log(`\n${keyOf(row, seed)}`);
    proofs[keyOf(row, seed)] = train(row, seed, resolve(values.movielens as string));
    mkdirSync(join(root, 'bench'), { recursive: true });
    writeFileSync(RECORD, `${JSON.stringify(proofs, null, 2)}\n`);
    writeTable();
  }
}
writeTable();

function train(row: Row, seed: number, folder: string): Proof {
  const scratch = mkdtempSync(join(tmpdir(), 'hamur-verify-'));
  try {
    const [config, out] = [join(scratch, 'config.json'), join(scratch, 'result.json')];
    writeFileSync(config, JSON.stringify({ ...row.config, split: { rowsFile: join(folder, 'ml-100k-split.json.gz') } }));
    const args = ['--data', join(folder, 'ml-100k.csv.gz'), '--config', config, '--seed', String(seed), '--out', out];
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'train.ts'), ...args], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
    const result: RunResult = JSON.parse(readFileSync(out, 'utf8'));
    return {
      date: new Date().toISOString().slice(0, 10),
      commit: commit(),
      engine: result.engine.name,
      parameters: result.parameters,
      epochs: result.epochs.length,
      bestEpoch: result.bestEpoch,
      rowsPerSecond: Math.round(result.speed.rowsPerSecond),
      test: result.test,
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

/** Puts the table of what is on record between its two marks in the README. */
function writeTable(): void {
  const lines = ROWS.flatMap((row) => {
    const done = SEEDS.map((seed) => proofs[keyOf(row, seed)]).filter((proof) => proof !== undefined);
    const theirs = row.authors ? [[`${row.authors[0]}, authors`, ...row.authors.slice(1)]] : [];
    if (done.length === 0) return theirs;
    const metrics = [
      ...([null, 0, 1, 2] as const).map((d) => done.map(({ test }) => (d === null ? test : test.domains[d])?.auc)),
      done.map(({ test }) => test.logLoss),
    ];
    const few = done.length < SEEDS.length ? `, ${done.length} of ${SEEDS.length} seeds` : '';
    return [...theirs, [`${row.title}, here${few}`, ...metrics.map((each) => spread(each as number[]))]];
  });
  const table = [
    '| model | AUC all | < 25 | 25–34 | >= 35 | LogLoss all |',
    '|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${line.join(' | ')} |`),
  ].join('\n');
  const [begin, end] = ['<!-- npm run verify: movielens -->', '<!-- end -->'];
  const text = readFileSync(README, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.slice(rest.indexOf(end));
  if (before === undefined || after === undefined || !after.startsWith(end)) throw new Error(`The README has lost its marks "${begin}" and "${end}".`);
  writeFileSync(README, `${before}${begin}\n${table}\n${after}`);
}

/** Mean and sample standard deviation, as the field writes them. */
function spread(each: number[]): string {
  const mean = each.reduce((a, b) => a + b, 0) / each.length;
  const deviation = Math.sqrt(each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, each.length - 1));
  const short = (value: number) => value.toFixed(4).replace(/^0/, '');
  return each.length > 1 ? `${short(mean)}±${short(deviation)}` : short(mean);
}
