import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error';
import { readArguments } from './read-arguments';

/** What `npm run bench` was asked to do. */
export interface BenchArguments {
  /** Turns that everything takes. */
  rounds: number;
  /** Of each measurement outside the browser, about. */
  seconds: number;
  /** Left out: all of them. */
  only?: BenchPart;
}

/** `browser`: the engines. `outside`: the same in PyTorch and jax-js. `page`: what the page costs its main thread.
 * `engines`: WebGPU beside WebAssembly, where there is a GPU.
 * `keeping`: what it costs to keep a run while it trains.
 * `lanes`: runs one after the other, and side by side.
 * `models`: how fast every model trains.
 * `data`: from a file's bytes to codes, beside papaparse. */
const PARTS = ['browser', 'engines', 'outside', 'page', 'keeping', 'lanes', 'models', 'data'] as const;
export type BenchPart = (typeof PARTS)[number];

/** @throws UserError that names the argument and what is allowed, before anything is measured or written */
export function parseBenchArguments(args: string[]): BenchArguments {
  const { rounds, seconds, only } = parse(args);
  if (!/^[1-9]\d*$/.test(rounds)) throw new UserError(`"${rounds}" is not a number of rounds`, '--rounds', 'Give a whole number from 1 on.');
  if (!/^\d+(\.\d+)?$/.test(seconds) || Number(seconds) === 0) throw new UserError(`"${seconds}" is not a time`, '--seconds', 'Give seconds, more than 0.');
  const which = PARTS.find((name) => name === only);
  if (only !== undefined && !which) throw new UserError(`there is no "${only}" to measure`, '--only', `Choose ${PARTS.join(', ')}, or leave it out for all.`);
  return { rounds: Number(rounds), seconds: Number(seconds), ...(which && { only: which }) };
}

function parse(args: string[]): { rounds: string; seconds: string; only?: string | undefined } {
  const options = { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '6' }, only: { type: 'string' } } as const;
  return readArguments(() => parseArgs({ args, options }).values, 'The arguments are --rounds, --seconds and --only.');
}
