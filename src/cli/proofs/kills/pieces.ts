import type { EngineName } from '../../../protocol/engine';
import { deviceLosses, lossesWhileMeasuring } from './device-losses';
import { killsWhileWriting } from './kills-while-writing';
import { randomKills } from './random-kills';
import type { KillsShown } from './same-end';

/** What asks for them. */
export const KILL_PARTS = ['kills', 'losses', 'writing'] as const;
type KillPart = (typeof KILL_PARTS)[number];

/** A few kills, small enough to be done again where something comes in between. */
interface KillPiece {
  /** Of its record. */
  key: string;
  part: KillPart;
  prove(log: (line: string) => void): Promise<KillsShown>;
}

export interface KillProof extends KillsShown {
  date: string;
  commit: string;
  seconds: number;
}

/** A line of the table, and the pieces that it is made of. */
export interface KillLine {
  /** How many there are to be. */
  kills: number;
  what: string;
  wanted: string;
  pieces: readonly KillPiece[];
}

const ENGINES = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' } as const;
const SAME_END = 'ends with the very weights and results of the undisturbed one';

/** @param size kills of a piece */
function pieces(part: KillPart, name: string, kills: number, size: number, prove: (seed: number, log: (line: string) => void) => Promise<KillsShown>) {
  return Array.from({ length: kills / size }, (_, i): KillPiece => ({ key: `${name}/${i + 1}`, part, prove: (log) => prove(i + 1, log) }));
}

export const KILL_LINES: readonly KillLine[] = [
  ...(Object.keys(ENGINES) as EngineName[]).map(
    (engine): KillLine => ({
      kills: 50,
      what: `50 kills of small runs on ${ENGINES[engine]} in Chromium, at random moments`,
      wanted: `the run goes on, by itself or by “Go on”, from the newest whole checkpoint, and ${SAME_END}`,
      pieces: pieces('kills', `kills/${engine}`, 50, 10, (seed, log) => randomKills(engine, seed, 10, log)),
    }),
  ),
  {
    kills: 15,
    what: '15 devices lost on WebGPU: while it compiles, trains, rests, is asked, and tests',
    wanted: `the run goes on by itself, is paused again where it was paused, can be asked again, and ${SAME_END}`,
    pieces: pieces('losses', 'losses/run', 15, 5, (seed, log) =>
      deviceLosses(seed === 1 ? ['GPU process'] : seed === 2 ? ['destroy'] : ['destroy', 'GPU process'], seed, log),
    ),
  },
  {
    kills: 5,
    what: '5 devices lost while the engines are measured on arriving',
    wanted: `a run trains all the same, and ${SAME_END}`,
    pieces: pieces('losses', 'losses/measuring', 5, 5, (seed, log) => lossesWhileMeasuring(5, seed, log)),
  },
  {
    kills: 30,
    what: '30 times the renderer killed while a checkpoint is being written to a slow file, at any byte of it',
    wanted: `the run goes on from the newest whole checkpoint, and ${SAME_END}`,
    pieces: pieces('writing', 'writing', 30, 10, (seed, log) => killsWhileWriting(seed, 10, log)),
  },
];

export const KILL_PIECES: readonly KillPiece[] = KILL_LINES.flatMap((line) => line.pieces);
