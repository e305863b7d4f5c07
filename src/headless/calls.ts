import type { RunConfigInput } from '../config/run-config';
import type { BenchResult } from '../protocol/bench';
import type { OpenTable } from '../protocol/data';
import type { EngineName } from '../protocol/engine';
import type { RunEvent } from '../protocol/run';

/** What the command line calls in the headless page, which drives the same worker that the playground does. */
export interface HeadlessPage {
  /** Opens the demo, or the file that Node has put into the `data` input. */
  open(source: { demo: string; rows?: number; seed?: number } | 'file'): Promise<OpenTable>;
  /** Fills the configuration from the proposed roles and trains, with the `rows` input's file where there is one. @returns the run as a file */
  train(input: RunConfigInput): Promise<string>;
  /** The weights in safetensors form, base64. */
  weights(): Promise<string>;
  /** Measures the engines that are there. */
  bench(rounds?: number): Promise<BenchResult>;
  /** Rows a second of the MovieLens recipe, see `BenchCalls.trainingRate`. */
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
    /** Given by Node, where it wants to hear of a run. */
    onRunEvent?(event: RunEvent): Promise<void>;
  }
}
