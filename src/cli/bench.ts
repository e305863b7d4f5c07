import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchData } from '../../bench/data/run.mjs';
import { jaxVariants, openJax } from '../../bench/jax-js/run.mjs';
import { choosePytorch, threadCounts, timePytorch } from '../../bench/pytorch/run.mjs';
import { type BenchTable, benchMachine, benchTables, tablesAsMarkdown } from '../exports/bench-tables';
import type { FirstAuc, InsideCost } from '../headless/calls';
import { errorText } from '../lib/error-text';
import { isSoftware } from '../lib/is-software';
import { median, ratioOf } from '../lib/median';
import type { BenchResult } from '../protocol/bench';
import { type BenchArguments, type BenchPart, parseBenchArguments } from './bench-arguments';
import { type DataCost, dataTables } from './data-tables';
import { type EngineTurns, enginesTable, engineTurns } from './engine-turns';
import { inHeadlessPage } from './headless';
import { type KeepingCost, keepingCost, keepingTable } from './keeping-cost';
import { type LanesCost, lanesCost, lanesTable } from './lanes-cost';
import { LONG_MS, type Tasks } from './main-thread-tasks';
import { replaceMarked } from './marked';
import { type ModelsSpeed, modelsSpeed, modelsTable } from './models-speed';
import { type PageCost, pageCost } from './page-cost';

/**
 * `npm run bench [-- --rounds N] [--seconds S] [--only browser|engines|outside|page|keeping|lanes|models|data]`: writes `bench/results.json` and the tables of
 * `docs/measurements.md`.
 * The page: what it costs its main thread, and when its first AUC is there. In the browser: what `#bench` measures. Engines: the same training step on WebGPU and on WebAssembly, in turns, where there is a GPU. Outside: the same training step in PyTorch and in jax-js, in turns with ours; each
 * round is one turn of all, and a ratio is the median of the rounds' ratios.
 */
const root = join(import.meta.dirname, '..', '..');
const RECORD = join(root, 'bench', 'results.json');

/** As long as the default demo usually trains. */
const INSIDE_EPOCHS = 14;

/** Of a table that takes long. */
const FIRST_AUC_ROWS = 200_000;

/** One kind of step, timed in every round: rows a second. */
interface Contestant {
  name: string;
  rate(): Promise<number>;
}

/** What PyTorch is timed at: towers on the rows that ours run on. */
const PYTORCH = [
  ['formed', 'all'],
  ['associated', 'all'],
  ['associated', 'own'],
] as const;

interface Outside {
  /** What ran, as it says itself. */
  pytorch: string;
  jax: string;
  cpu: string;
  /** Rows a second of each, by round. */
  rounds: Record<string, number[]>;
  /** Ours over theirs: medians of the rounds' ratios. */
  ratios: { ours: string; theirs: string; ratio: number }[];
}

interface Record_ {
  browser?: BenchResult;
  /** The same, where WebGPU has a GPU, and the engines beside each other there. */
  gpu?: BenchResult;
  engines?: EngineTurns;
  gpuLanes?: LanesCost;
  inside?: InsideCost;
  keeping?: KeepingCost;
  lanes?: LanesCost;
  models?: ModelsSpeed;
  gpuModels?: ModelsSpeed;
  page?: PageCost;
  firstAuc?: FirstAuc;
  outside?: Outside;
  data?: DataCost;
}

const { rounds, seconds, only } = readArguments();
const record: Record_ = readRecord();
const wanted = (part: BenchPart) => (only ?? part) === part;
if (wanted('page')) {
  record.page = await pageCost(rounds);
  record.firstAuc = await inHeadlessPage((page) => page.evaluate((rows) => window.headless.firstAuc(rows), FIRST_AUC_ROWS));
  record.inside = await inHeadlessPage((page) =>
    page.evaluate(([turns, epochs]) => window.headless.insideCost(turns, epochs), [2 * rounds, INSIDE_EPOCHS] as const),
  );
}
write();
if (wanted('keeping')) record.keeping = await keepingCost(rounds, console.log);
write();
if (wanted('lanes')) {
  record.lanes = (await lanesCost('wasm', rounds, console.log)) ?? record.lanes;
  record.gpuLanes = (await lanesCost('webgpu', rounds, console.log)) ?? record.gpuLanes;
}
write();
if (wanted('models')) {
  record.models = (await modelsSpeed('wasm', rounds, seconds, console.log)) ?? record.models;
  record.gpuModels = (await modelsSpeed('webgpu', rounds, seconds, console.log)) ?? record.gpuModels;
}
write();
if (wanted('browser')) {
  const result = await inHeadlessPage(async (page) => {
    page.on('console', (message) => console.log(message.text()));
    return page.evaluate((turns) => window.headless.bench(turns), rounds);
  });
  record[hasGpu(result) ? 'gpu' : 'browser'] = result;
}
write();
if (wanted('engines')) record.engines = (await engineTurns(rounds, console.log)) ?? record.engines;
write();
if (wanted('outside')) record.outside = await outside();
write();
if (wanted('data')) record.data = { cpu: cpus()[0]?.model ?? '', ...(await benchData(rounds, console.log)) };
write();

/** What is wrong ends here, with one line: nothing has been measured or written yet. */
function readArguments(): BenchArguments {
  try {
    return parseBenchArguments(process.argv.slice(2));
  } catch (error) {
    console.error(errorText(error));
    process.exit(1);
  }
}

/** Whether its WebGPU ran on a GPU. */
function hasGpu({ speeds }: BenchResult): boolean {
  return speeds.some(({ engine }) => engine.name === 'webgpu' && !isSoftware(engine));
}

async function outside(): Promise<Outside> {
  const pytorch = choosePytorch({ fetchBlas: true, log: console.log });
  if (!pytorch.found) console.log(pytorch.reason);
  else for (const warning of pytorch.warnings) console.log(warning);
  const jax = await openJax();
  const padded = jaxVariants().filter(({ backend, padded: pads }) => backend === 'wasm' && pads);
  let [torchVersion, jaxNote] = ['', ''];
  try {
    for (const variant of padded) await jax.check(variant);
    return await inHeadlessPage(async (page) => {
      const ours = (rows: 'all' | 'own'): Contestant => ({
        name: `ours, ${rows} rows`,
        rate: () => page.evaluate(([which, time]) => window.headless.rate('wasm', which, time), [rows, seconds] as const),
      });
      const theirs = (form: 'formed' | 'associated', rows: 'all' | 'own', threads: number): Contestant => ({
        name: `PyTorch ${form}, ${rows} rows, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        rate: async () => {
          const { rowsPerSecond, torch, blas } = timePytorch(pytorch as never, { form, rows, threads, seconds });
          torchVersion = `PyTorch ${torch} with ${blasName(blas.libraries, (pytorch as { chosen: { environment: Record<string, string> } }).chosen.environment)}`;
          return rowsPerSecond;
        },
      });
      const contestants = [
        ours('all'),
        ours('own'),
        ...(pytorch.found ? PYTORCH.flatMap(([form, rows]) => threadCounts().map((threads) => theirs(form, rows, threads))) : []),
        ...padded.map(
          (variant): Contestant => ({
            name: `jax-js ${variant.name}`,
            rate: async () => {
              const { rowsPerSecond, note } = await jax.measure(variant, { batch: 2048, seconds });
              // Its name and version; threads differ by variant.
              jaxNote = note.split(',')[0] ?? '';
              return rowsPerSecond;
            },
          }),
        ),
      ];
      const rates: Record<string, number[]> = Object.fromEntries(contestants.map(({ name }) => [name, []]));
      for (let round = 0; round < rounds; round++) {
        for (const { name, rate } of contestants) {
          const rowsPerSecond = await rate();
          console.log(`round ${round + 1}: ${name}: ${Math.round(rowsPerSecond)} rows/s`);
          (rates[name] as number[]).push(rowsPerSecond);
        }
      }
      return { pytorch: pytorch.found ? torchVersion : pytorch.reason, jax: jaxNote, cpu: cpus()[0]?.model ?? '', rounds: rates, ratios: ratiosOf(rates) };
    });
  } finally {
    await jax.close();
  }
}

/** Which BLAS it is, without saying where it lies on this machine. */
function blasName(libraries: readonly string[], environment: Record<string, string | undefined>): string {
  const files = libraries.map((path) => path.split('/').at(-1) ?? '');
  const library = files.find((file) => /openblas|mkl|blis|accelerate/i.test(file)) ?? files[0] ?? 'a BLAS of its own';
  return environment.OPENBLAS_CORETYPE ? `${library} (${environment.OPENBLAS_CORETYPE})` : library;
}

/** Ours against the best of each of theirs that does the same work: of a form, the number of threads with the higher median. */
function ratiosOf(rates: Record<string, number[]>): Outside['ratios'] {
  const best = (prefix: string) =>
    Object.keys(rates)
      .filter((name) => name.startsWith(prefix))
      .sort((a, b) => median(rates[b] as number[]) - median(rates[a] as number[]))[0];
  const pairs: [string, string | undefined][] = [
    ['ours, all rows', best('PyTorch formed, all rows')],
    ['ours, all rows', best('PyTorch associated, all rows')],
    ['ours, all rows', best('jax-js')],
    ['ours, own rows', best('PyTorch associated, own rows')],
    ['ours, own rows', best('PyTorch associated, all rows')],
  ];
  return pairs.flatMap(([ours, theirs]) => (theirs ? [{ ours, theirs, ratio: ratioOf(rates[ours] as number[], rates[theirs] as number[]) }] : []));
}

function outsideTables({ rounds: rates, ratios }: Outside): BenchTable[] {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  return [
    {
      title: 'The same training step elsewhere, batch 2,048, rows/s (median of the rounds)',
      head: ['what', 'rows/s', 'least', 'most'],
      rows: Object.entries(rates).map(([name, each]) => [name, whole(median(each)), whole(Math.min(...each)), whole(Math.max(...each))]),
    },
    {
      title: 'Ours beside theirs',
      head: ['ours', 'theirs, at its best', 'times as fast'],
      rows: ratios.map(({ ours, theirs, ratio }) => [ours, theirs, ratio.toFixed(2)]),
    },
  ];
}

function insideTable({ epochs, open, closed, looks, ends }: InsideCost): BenchTable {
  const seconds = (ms: number[]) => (median(ms) / 1000).toFixed(2);
  return {
    title: `What looking inside costs: the default demo, ${epochs} epochs, ${open.length} pairs`,
    head: ['closed, s', 'open, s', 'open / closed, median of the pairs', 'looks while training', 'ends of epochs seen'],
    rows: [[seconds(closed), seconds(open), ratioOf(open, closed).toFixed(3), String(median(looks)), `${median(ends)} of ${epochs}`]],
  };
}

/** The middle of the rounds, and the worst of them. */
function pageTable({ loading, training, shift, bytes }: PageCost): BenchTable {
  const of = (values: number[], decimals = 0) => `${median(values).toFixed(decimals)} (${Math.max(...values).toFixed(decimals)})`;
  const tasks = (what: string, all: Tasks[]) => [
    what,
    of(all.map(({ long }) => long)),
    of(all.map(({ longest }) => longest)),
    of(all.map(({ total }) => total)),
  ];
  const kilobytes = Math.round(median(bytes) / 1000).toLocaleString('en');
  return {
    title: `The page's main thread, by processor time: the default demo, median of ${loading.length} rounds (the worst). It was sent ${kilobytes} KB, and moved by ${of(shift, 3)} from arriving to Done`,
    head: ['while', `tasks over ${LONG_MS} ms`, 'longest task, ms', 'all tasks, ms'],
    rows: [tasks('loading', loading), tasks('training', training)],
  };
}

function firstAucTable({ rows, engine, fromTrain, fromFirstStep, share }: FirstAuc): BenchTable {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  return {
    title: `The first AUC per domain: the default demo with ${rows.toLocaleString('en')} rows`,
    head: ['engine', 'after Train, s', 'after the first step, s', 'of the epoch'],
    rows: [[engine, seconds(fromTrain), seconds(fromFirstStep), `${(100 * share).toFixed(1)} %`]],
  };
}

function readRecord(): Record_ {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8'));
  } catch {
    return {};
  }
}

function write(): void {
  writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`);
  const { browser, gpu, engines, gpuLanes, models, gpuModels, inside, keeping, lanes, page, firstAuc, outside: beside, data } = record;
  const parts = [
    ...(browser ? [`Measured on ${benchMachine(browser)}.`, tablesAsMarkdown(benchTables(browser))] : []),
    ...(page ? [tablesAsMarkdown([pageTable(page)])] : []),
    ...(firstAuc ? [tablesAsMarkdown([firstAucTable(firstAuc)])] : []),
    ...(inside ? [tablesAsMarkdown([insideTable(inside)])] : []),
    ...(keeping ? [tablesAsMarkdown([keepingTable(keeping)])] : []),
    ...(lanes ? [tablesAsMarkdown([lanesTable('WebAssembly', lanes)])] : []),
    ...(models ? [tablesAsMarkdown([modelsTable('WebAssembly', models)])] : []),
    ...(beside ? [`${beside.cpu}; ${beside.pytorch}; ${beside.jax}.`, tablesAsMarkdown(outsideTables(beside))] : []),
    ...(data ? [tablesAsMarkdown(dataTables(data))] : []),
  ];
  replaceMarked('npm run bench', parts.join('\n\n'));
  const onGpu = [
    ...(gpu ? [`Measured on ${benchMachine(gpu)}.`, tablesAsMarkdown(benchTables(gpu))] : []),
    ...(engines ? [`${engines.date.slice(0, 10)}, ${engines.cpu}, ${engines.cores} cores.`, tablesAsMarkdown([enginesTable(engines)])] : []),
    ...(gpuLanes ? [tablesAsMarkdown([lanesTable('WebGPU', gpuLanes)])] : []),
    ...(gpuModels ? [tablesAsMarkdown([modelsTable('WebGPU', gpuModels)])] : []),
  ];
  replaceMarked('npm run bench: gpu', onGpu.join('\n\n'));
  console.log(`\n${[...parts, ...onGpu].join('\n\n')}`);
}
