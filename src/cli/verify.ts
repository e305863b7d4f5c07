import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { replaceMarked } from './marked';
import { outcomesText } from './proofs/gallery/outcomes';
import { gallerySaid } from './proofs/gallery/table';
import { KILL_PIECES, type KillProof } from './proofs/kills/pieces';
import { movielensFiles } from './proofs/movielens-files';
import { overSeedsOf, overSeedsText } from './proofs/over-seeds';
import type { Proof, ProofOf, Run } from './proofs/proof';
import { proveAll } from './proofs/prove-all';
import { inProver } from './proofs/prover';
import { ProofRecord } from './proofs/record';
import { reliabilityTable } from './proofs/reliability';
import { refuseOtherData } from './proofs/same-data';
import { RUNS, TABLES } from './proofs/tables';
import { LONG_TESTS, runLongTests, type TestProof } from './proofs/tests';
import { isAsked, isNamed, onEngine, parseVerifyArguments, USAGE, type VerifyArguments } from './verify-arguments';

/**
 * `npm run verify`: the slow proofs, which are tests that take too long for every `npm test`, and runs. It skips what
 * `bench/verify.json` already holds, so you can stop it and go on later. It writes the tables of `docs/measurements.md`,
 * `docs/measurements-seeds.md`, `docs/reliability.md` and `docs/gallery.md` from what is on record, and what the gallery shows.
 *
 * `--movielens FOLDER` names a folder with files that this project may not pass on; without them the runs on MovieLens stay missing.
 * The splits are kept here.
 *
 * - MovieLens-100K: `u.data`, `u.user` and `u.item` as published; or `ml-100k.csv.gz`, ratings joined with users and movies in the order of
 *   `u.data`, with the columns user_id, movie_id, rating, timestamp, title, genres, gender, age, occupation, zip;
 * - MovieLens-1M: `ratings.dat`, `users.dat` and `movies.dat` as published; or `ml-1m.csv`, joined in the order of `ratings.dat`, 1,000,209
 *   rows with the same columns; timestamps are not needed.
 *
 * The runs of `scenario-wise` may train on a GPU too, with `--engine webgpu`.
 */
const root = join(import.meta.dirname, '..', '..');
const OUTCOMES = join(root, 'src', 'runs', 'gallery', 'outcomes.json');
const OVER_SEEDS = join(root, 'src', 'runs', 'over-seeds.json');
const record = new ProofRecord<Proof | TestProof | KillProof>(join(root, 'bench', 'verify.json'));

async function main(args: VerifyArguments): Promise<void> {
  if (args.help) {
    console.log(USAGE);
    return;
  }
  if (args.prune) forget((key) => !isNeeded(key));
  if (args.forget.length > 0) forget((key) => args.forget.some((beginning) => key.startsWith(beginning)));
  sayRecord();
  if (!args.tables && !args.prune && args.forget.length === 0) await proveMissing(args);
  writeTables();
  if (args.only.includes('gallery')) sayGallery();
}

const isNeeded = (key: string) => [RUNS, LONG_TESTS, KILL_PIECES].some((proofs) => proofs.some((proof) => proof.key === key));

function sayRecord(): void {
  const keys = Object.keys(record.read());
  const needed = keys.filter(isNeeded).length;
  console.log(`${needed} of ${RUNS.length + LONG_TESTS.length + KILL_PIECES.length} proofs are on record.`);
  if (keys.length > needed) console.log(`${keys.length - needed} more are of another recipe; --prune removes them.`);
}

function forget(which: (key: string) => boolean): void {
  const keys = Object.keys(record.read()).filter(which);
  if (keys.length > 0) record.remove(keys);
  console.log(`${keys.length} proofs were removed.`);
}

async function proveMissing(args: VerifyArguments): Promise<void> {
  const commit = commitNow();
  const stamp = () => ({ date: new Date().toISOString().slice(0, 10), commit });
  const known = record.read();
  const tests = LONG_TESTS.filter(({ part, key }) => args.only.includes(part) && isNamed(args, key));
  for (const test of tests) {
    if (known[test.key]) continue;
    console.log(`\n${test.key}`);
    record.keep(test.key, { ...stamp(), ...runLongTests(root, test) });
  }
  const kills = KILL_PIECES.filter(({ part, key }) => args.only.includes(part) && isNamed(args, key));
  for (const piece of kills) {
    if (known[piece.key]) continue;
    console.log(`\n${piece.key}`);
    const begun = Date.now();
    const shown = await piece.prove(console.log);
    record.keep(piece.key, { ...stamp(), ...shown, seconds: Math.round((Date.now() - begun) / 1000) });
  }

  const asked = RUNS.filter((run) => isAsked(args, run));
  if (args.runs && tests.length + asked.length + kills.length === 0)
    throw new UserError('no proof that is asked for has a key that begins so', '--runs', 'Look for one in bench/verify.json.');
  const missing = asked.filter(({ key }) => !known[key]);
  const scratch = mkdtempSync(join(tmpdir(), 'hamur-verify-'));
  try {
    const pathsOf = movielensFiles(args.movielens, scratch);
    const filesOf = ({ file, config }: Run) => [...(file ? [file] : []), ...(config.split && 'rowsFile' in config.split ? [config.split.rowsFile] : [])];
    const lacking = [...new Set(missing.flatMap(filesOf).filter((name) => pathsOf(name) === undefined))];
    const ready = missing.filter((run) => filesOf(run).every((name) => !lacking.includes(name)));
    if (ready.length > 0) {
      console.log(`${ready.length} runs are to be done, ${args.jobs === 1 ? 'one after the other' : `${args.jobs} side by side`}.`);
      const failed = await inProver(
        args.jobs,
        (name) => pathsOf(name) as readonly string[],
        async (prover) => {
          await refuseOtherData(prover, ready, (run) => proofOf(record.read(), run));
          return proveAll(
            prover,
            ready.map((run) => onEngine(args, run)),
            (run, proof) => {
              record.keep(run.key, { ...stamp(), ...proof, ...(run.split !== undefined && { split: run.split }) });
            },
          );
        },
      );
      if (failed > 0) process.exitCode = 1;
    }
    if (lacking.length > 0) {
      console.error(`${missing.length - ready.length} runs lack a file (${lacking.join(', ')}): name its folder with --movielens FOLDER.`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The commit that is checked out; with a `+` where what a run is made of has changed since. */
function commitNow(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain', 'src', 'package-lock.json') ? '+' : '');
}

/** Writes each table from the proofs on record, between its marks, and what the page says of many seeds. */
function writeTables(): void {
  const proofs = record.read();
  const known: ProofOf = (run) => proofOf(proofs, run);
  for (const { mark, table } of TABLES) replaceMarked(mark, table(known));
  replaceMarked(
    'npm run verify: reliability',
    reliabilityTable(
      (key) => proofs[key] as TestProof | undefined,
      (key) => proofs[key] as KillProof | undefined,
    ),
  );
  writeFileSync(OVER_SEEDS, overSeedsText(overSeedsOf(known)));
  writeFileSync(OUTCOMES, outcomesText(known));
}

/** Says whether the claims of the gallery hold. */
function sayGallery(): void {
  const proofs = record.read();
  const { lines, broken } = gallerySaid((run) => proofOf(proofs, run));
  console.log(`\n${lines.join('\n')}`);
  if (broken) process.exitCode = 1;
}

const proofOf = (proofs: Record<string, Proof | TestProof | KillProof>, { key }: Run) => proofs[key] as Proof | undefined;

try {
  await main(parseVerifyArguments(process.argv.slice(2)));
} catch (error) {
  console.error(errorText(error));
  process.exit(1);
}
