import { completeRunConfig } from '../config/complete';
import type { RunConfig, RunConfigInput } from '../config/run-config';
import type { BenchResult } from '../protocol/bench';
import type { OpenTable } from '../protocol/data';
import type { EngineName } from '../protocol/engine';
import type { Look, ProbeRows } from '../protocol/insight';
import type { RunResult } from '../protocol/result';
import type { RunEvent } from '../protocol/run';
import { rankHistory } from '../runs/rank-history';
import { encodeStoredRun, type StoredRun } from '../runs/stored-run';
import { connect } from '../wire/connect';

/**
 * The command line's half in the browser: Node puts files into the page's two inputs and calls this. It drives the
 * same worker that the playground does.
 */
export interface HeadlessPage {
  /** Opens the demo, or the file in the `data` input. */
  open(source: { demo: string; rows?: number; seed?: number } | 'file'): Promise<Omit<OpenTable, 'sample'>>;
  /** Fills the configuration from the proposed roles and trains, with the `rows` input's file where there is one. */
  train(input: RunConfigInput): Promise<RunResult>;
  /** The weights in safetensors form, base64. */
  weights(): Promise<string>;
  /** Measures the engines that are there. */
  bench(rounds?: number): Promise<BenchResult>;
  /** Rows a second of the MovieLens recipe, see `trainingRate`. */
  rate(engine: EngineName, rows: 'all' | 'own', seconds: number): Promise<number>;
  /** Trains the default demo for `epochs` epochs, in turns with the Inside panel open and closed. */
  insideCost(rounds: number, epochs: number): Promise<InsideCost>;
  /** Trains the default demo with the default settings. @returns a stored run, as the page reads it */
  record(recorded: string): Promise<string>;
}

/** Milliseconds of training by round, from its start to its last validation, and looks taken in a round. */
export interface InsideCost {
  epochs: number;
  open: number[];
  closed: number[];
  looks: number[];
}

declare global {
  interface Window {
    headless: HeadlessPage;
    /** Given by Node; undefined for a phase that tells nothing new. */
    onRunEvent(event: RunEvent): Promise<void>;
  }
}

const session = connect();
let table: OpenTable | undefined;

const chosenFile = (id: 'data' | 'rows') => (document.getElementById(id) as HTMLInputElement).files?.[0];

window.headless = {
  async open(source) {
    const file = chosenFile('data');
    if (source === 'file' && !file) throw new Error('No file was put into the page.');
    table = await session.open(source === 'file' ? { file: file as File } : source, () => {});
    return table;
  },
  async train(input) {
    if (!table) throw new Error('No data is open.');
    const config: RunConfig = completeRunConfig(input, table.proposed);
    const rowsFile = chosenFile('rows');
    const result = await session.train(config, (event) => void window.onRunEvent(event), { inside: false, ...(rowsFile && { rowsFile }) });
    if (!result) throw new Error('The run ended before its first epoch.');
    return result;
  },
  async weights() {
    const bytes = await session.weights('model');
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  },
  async bench(rounds) {
    const result = await session.bench((what, done, total) => console.log(`${done}/${total} ${what}`), rounds, true);
    if (!result) throw new Error('The benchmark was cancelled.');
    return result;
  },
  rate: (engine, rows, seconds) => session.trainingRate(engine, rows, seconds),
  async insideCost(rounds, epochs) {
    const opened = await session.open({ demo: 'conflict' }, () => {});
    const config = completeRunConfig({ train: { epochs, patience: epochs } }, opened.proposed);
    const cost: InsideCost = { epochs, open: [], closed: [], looks: [] };
    // The first pair only warms up what is compiled as it runs.
    for (let round = -1; round < rounds; round++) {
      for (const inside of round % 2 === 0 ? [true, false] : [false, true]) {
        let [begun, ended, looks] = [0, 0, 0];
        await session.train(
          config,
          (event) => {
            if (event.type === 'look') looks++;
            if (event.type === 'phase' && event.phase === 'training') begun = performance.now();
            if (event.type === 'phase' && event.phase === 'evaluating') ended = performance.now();
          },
          { inside },
        );
        if (round < 0) continue;
        cost[inside ? 'open' : 'closed'].push(ended - begun);
        // The last look comes after training.
        if (inside) cost.looks.push(looks - 1);
      }
    }
    return cost;
  },
  async record(recorded) {
    const opened = await session.open({ demo: 'conflict' }, () => {});
    const config = completeRunConfig({}, opened.proposed);
    const preview = await session.preview(config);
    const losses: StoredRun['losses'] = { model: [], baseline: [] };
    let probes: ProbeRows | undefined;
    const train = async (input: RunConfig) => {
      const looks: Look[] = [];
      const result = await session.train(
        input,
        (event) => {
          if (event.type === 'look') looks.push(event.look);
          else if (event.type === 'probes') probes = event.probes;
          else void window.onRunEvent(event);
          if (event.type === 'progress' && input === config) losses[event.variant].push({ epoch: event.epoch, loss: event.loss });
        },
        { inside: 'unhurried' },
      );
      if (!result) throw new Error('The run ended before its first epoch.');
      return { result, looks };
    };
    const authors = await train({ ...config, model: { ...config.model, adapterInit: 'authors' }, train: { ...config.train, baseline: false } });
    const { result, looks } = await train(config);
    if (!probes) throw new Error('Nothing was looked at.');
    const [ablation, calibration] = [await session.ablate(() => {}), await session.calibration()];
    if (!ablation) throw new Error('The ablation was given up.');
    return encodeStoredRun({
      recorded,
      table: opened,
      preview,
      result,
      losses,
      // Of all looks but the last the rows' own matrices are left out: they are most of the file.
      looks: looks.map(({ instances, rows, ...look }) => ({ ...look, rows: look.final ? rows : [], ...(look.final && instances && { instances }) })),
      probes,
      ablation,
      calibration,
      authorsStart: rankHistory(authors.looks),
    });
  },
};
