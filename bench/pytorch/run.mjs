import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The PyTorch baseline: finds an interpreter and the BLAS with which it is fastest and right, then times both forms on
 * one thread and on all cores.
 *
 *     node bench/pytorch/run.mjs [--seconds S] [--rounds N] [--batch N] [--k N] [--domains N] [--vocabulary SCALE]
 *                                [--rows all|own] [--fetch-blas]
 *
 * Which BLAS a distribution's PyTorch runs on decides its speed by a factor of 20, so it is chosen, not taken as found:
 * Debian's runs on the reference BLAS where nothing else is installed, and an OpenBLAS that is older than the processor
 * falls back to code of 2004. Plain JavaScript without dependencies.
 */

const SCRIPT = join(import.meta.dirname, 'hamur.py');
const PROJECT = join(import.meta.dirname, 'project.py');
const CACHE = resolve(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'bench-blas');
const FORMS = ['formed', 'associated'];
const PROBE_SECONDS = 3;

/** The interpreter that PYTHON names, else the first that has torch; undefined where there is none. */
export function findTorch() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ['python3', '/usr/bin/python3'];
  return candidates.find((path) => spawnSync(path, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0);
}

/**
 * Finds the interpreter, and the BLAS with which it is fastest and right.
 *
 * @param {Sizes & { fetchBlas?: boolean, log?: (line: string) => void }} [options] `fetchBlas`: download Debian's OpenBLAS
 *   into node_modules/.cache where the system has none; nothing is installed
 * @returns {{ found: false, reason: string } | { found: true, python: string, chosen: object, tried: object[], warnings: string[] }}
 *   `tried`: every BLAS with what its check said
 * @typedef {{ batch?: number, k?: number, domains?: number, vocabulary?: number, rows?: 'all' | 'own' }} Sizes
 */
export function choosePytorch({ fetchBlas = false, log = () => {}, ...sizes } = {}) {
  const python = findTorch();
  if (!python) {
    const tried = process.env.PYTHON ? `PYTHON is ${process.env.PYTHON}, which does not import torch` : 'neither python3 nor /usr/bin/python3 imports torch';
    return { found: false, reason: `No PyTorch: ${tried}. Install it (on Debian: apt-get install python3-torch libopenblas0), or set PYTHON.` };
  }
  const tried = choices(python, fetchBlas, log).map((choice) => {
    const { status, result, error } = start(python, choice, ['--check', '--threads', '1']);
    const ok = status === 0 && result?.ok === true;
    const probed = ok
      ? start(python, choice, ['--form', 'associated', '--threads', '1', '--seconds', String(PROBE_SECONDS), ...asArguments(sizes)])
      : undefined;
    const made = { ...choice, ok, wrong: result?.wrong ?? [error], libraries: result?.blas.libraries, processorMs: probed?.result?.processorMs };
    log(`${choice.name}: ${ok ? `right, ${made.processorMs} ms of processor time a step` : `WRONG: ${made.wrong.join('; ')}`}`);
    return made;
  });
  // By processor time: with one thread it says the same as the clock, and less of what else the machine does.
  const chosen = tried.filter(({ processorMs }) => processorMs !== undefined).sort((a, b) => a.processorMs - b.processorMs)[0];
  if (!chosen) {
    return { found: false, reason: `${python} has PyTorch, but its numbers are wrong: ${tried.map(({ wrong }) => wrong.join('; ')).join(' | ')}` };
  }
  const warnings = [];
  if (isReference(chosen.libraries)) {
    warnings.push(
      'This PyTorch runs on the reference BLAS, some twenty times slower than it could be: no fair number. apt-get install libopenblas0, or --fetch-blas.',
    );
  }
  return { found: true, python, chosen, tried, warnings };
}

/**
 * Times one form, once.
 *
 * @param {{ python: string, chosen: object }} pytorch of `choosePytorch`
 * @param {Sizes & { form: 'formed' | 'associated', threads: number, seconds: number }} options
 * @returns what `hamur.py` prints: `rowsPerSecond`, `stepMs`, `processorMs`, `batch`, `torch`, `cpu`, `blas`
 * @throws {Error} where it does not run
 */
export function timePytorch({ python, chosen }, { form, threads, seconds, ...sizes }) {
  const { result, error } = start(python, chosen, ['--form', form, '--threads', String(threads), '--seconds', String(seconds), ...asArguments(sizes)]);
  if (!result) throw new Error(`PyTorch, ${form} on ${threads} threads: ${error}`);
  return result;
}

/**
 * Times the training steps of an exported project, once.
 *
 * @param {{ python: string, chosen: object }} pytorch of `choosePytorch`
 * @param {string} folder the project's modules, its configuration.json, and encoding.json with the model's shape
 * @param {{ threads: number, seconds: number }} options
 * @returns {{ rowsPerSecond: number, threads: number, batch: number }}
 * @throws {Error} where it does not run
 */
export function timeProject({ python, chosen }, folder, { threads, seconds }) {
  const { result, error } = start(python, chosen, [folder, '--threads', String(threads), '--seconds', String(seconds)], PROJECT);
  if (!result) throw new Error(`PyTorch, ${folder} on ${threads} threads: ${error}`);
  return result;
}

/** Threads that are tried: one, and as many as there are cores. */
export function threadCounts() {
  const cores = availableParallelism();
  return cores > 1 ? [1, cores] : [1];
}

/**
 * Both forms on one thread and on all cores.
 *
 * @param {Sizes & { seconds?: number, rounds?: number, fetchBlas?: boolean, log?: (line: string) => void }} [options] seconds for
 *   each form, thread count and round; the rounds are interleaved
 * @returns `choosePytorch`'s answer, and where there is one `results`: one for each form and thread count, `rowsPerSecond` of
 *   the median of the rounds' medians; `best`: by form
 */
export function measurePytorch({ seconds = 10, rounds = 3, fetchBlas = false, log = () => {}, ...sizes } = {}) {
  const pytorch = choosePytorch({ fetchBlas, log, ...sizes });
  if (!pytorch.found) return pytorch;
  const cases = threadCounts().flatMap((threads) => FORMS.map((form) => ({ form, threads, steps: [], processor: [] })));
  let last;
  for (let round = 0; round < rounds; round++) {
    for (const each of cases) {
      last = timePytorch(pytorch, { form: each.form, threads: each.threads, seconds, ...sizes });
      each.steps.push(last.stepMs);
      each.processor.push(last.processorMs);
      log(`round ${round + 1}: ${each.form}, ${each.threads} threads: ${last.rowsPerSecond} rows/s`);
    }
  }
  const results = cases.map(({ form, threads, steps, processor }) => ({
    form,
    threads,
    rowsPerSecond: Math.round((last.batch / median(steps.map(median))) * 1000),
    roundMs: steps.map(median),
    fastestMs: Math.min(...steps.flat()),
    processorMs: median(processor),
  }));
  const best = Object.fromEntries(
    FORMS.map((form) => [form, results.filter((each) => each.form === form).sort((a, b) => b.rowsPerSecond - a.rowsPerSecond)[0]]),
  );
  const { python, chosen, tried, warnings } = pytorch;
  // With several threads a neighbour costs far more than its share: a step waits for the thread that waits for a core.
  for (const { form, threads, roundMs, processorMs } of results) {
    const uneven = Math.max(...roundMs) > 1.3 * Math.min(...roundMs);
    if (!uneven && !(threads === 1 && median(roundMs) > 1.15 * processorMs)) continue;
    warnings.push(
      `Something else had the machine: a step (${form}, ${threads} threads) took ${roundMs.join(', ')} ms in the rounds, ${processorMs} ms of processor time. No number to quote.`,
    );
  }
  return { found: true, python, torch: last.torch, cpu: last.cpu, blas: { choice: chosen.name, ...last.blas }, tried, warnings, results, best };
}

function asArguments(sizes) {
  return ['batch', 'k', 'domains', 'vocabulary', 'rows'].flatMap((name) => (sizes[name] === undefined ? [] : [`--${name}`, String(sizes[name])]));
}

/**
 * The environments to try. As it is comes first: a PyTorch with MKL inside, as pip's, needs no other.
 * @returns {{ name: string, environment: Record<string, string | undefined> }[]} undefined: unset
 */
function choices(python, fetchBlas, log) {
  const asIs = { name: 'as it is', environment: {} };
  const libraries = start(python, asIs, ['--check', '--threads', '1']).result?.blas.libraries ?? [];
  if (libraries.some((path) => /mkl/i.test(path)) || libraries.length === 0) return [asIs];

  // The linker's first folder wins over the system's choice, for this process alone.
  let folders = systemFolders();
  if (folders.length === 0 && isReference(libraries) && fetchBlas) folders = fetched(log);
  const unset = { OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined };
  const cores = ['SKYLAKEX', 'HASWELL'].filter((core) => processorHas(core === 'SKYLAKEX' ? 'avx512f' : 'avx2'));
  const withCores = (name, environment) => [
    { name: `${name}, unset`, environment: { ...environment, ...unset } },
    ...cores.map((core) => ({ name: `${name}, ${core}`, environment: { ...environment, ...unset, OPENBLAS_CORETYPE: core } })),
  ];
  return [
    asIs,
    ...(isReference(libraries) ? [] : withCores('the system’s', {})),
    ...folders.flatMap((folder) => withCores(folder, { LD_LIBRARY_PATH: [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') })),
  ];
}

/** OpenBLAS with OpenMP first: it shares PyTorch's own threads. */
function systemFolders(root = '/usr/lib') {
  if (!existsSync(root)) return [];
  const within = (folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return within(root)
    .filter(({ name }) => name.includes('linux'))
    .flatMap(({ name }) => within(join(root, name)).map((entry) => join(root, name, entry.name)))
    .filter((folder) => /openblas-(openmp|pthread)$/.test(folder) && existsSync(join(folder, 'libblas.so.3')))
    .sort();
}

/** Debian's package, unpacked beside the other caches: switching the system's BLAS is not a benchmark's to do. */
function fetched(log) {
  const unpacked = join(CACHE, 'unpacked');
  if (!existsSync(unpacked)) {
    mkdirSync(CACHE, { recursive: true });
    try {
      execFileSync('apt-get', ['download', '-qq', 'libopenblas0-openmp'], { cwd: CACHE, stdio: 'ignore' });
      const archive = readdirSync(CACHE).find((name) => name.endsWith('.deb'));
      execFileSync('dpkg', ['-x', archive ?? '', unpacked], { cwd: CACHE, stdio: 'ignore' });
    } catch (error) {
      log(`OpenBLAS could not be fetched: ${error.message}`);
      return [];
    }
  }
  return systemFolders(join(unpacked, 'usr', 'lib'));
}

/** `libraries` of BLAS that the interpreter has loaded. */
function isReference(libraries) {
  return libraries.length > 0 && libraries.every((path) => /\/blas\/libblas\.so|\/lapack\//.test(path));
}

function processorHas(flag) {
  if (!existsSync('/proc/cpuinfo')) return false;
  const lines = readFileSync('/proc/cpuinfo', 'utf8').split('\n');
  return lines.some((line) => line.startsWith('flags') && line.split(/\s+/).includes(flag));
}

function start(python, { environment }, args, script = SCRIPT) {
  const env = { ...process.env, ...environment };
  for (const [name, value] of Object.entries(environment)) if (value === undefined) delete env[name];
  const { status, stdout, stderr } = spawnSync(python, [script, ...args], { env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const error = stderr?.trim().split('\n').at(-1) || `ended with ${status}`;
  try {
    return { status, result: JSON.parse(stdout), error };
  } catch {
    return { status, result: undefined, error };
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const options = { log: (line) => console.error(line) };
  const args = process.argv.slice(2);
  while (args.length > 0) {
    const name = args.shift()?.replace(/^--/, '');
    if (name === 'fetch-blas') options.fetchBlas = true;
    else if (name === 'rows') options.rows = args.shift();
    else if (['seconds', 'rounds', 'batch', 'k', 'domains', 'vocabulary'].includes(name)) options[name] = Number(args.shift());
    else {
      console.error(`There is no option --${name}.`);
      process.exit(1);
    }
  }
  const result = measurePytorch(options);
  console.log(JSON.stringify(result, null, 2));
  process.exit(result.found ? 0 : 1);
}
