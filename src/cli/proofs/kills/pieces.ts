import type { EngineName } from '../../../protocol/engine';
import type { KillsShown } from './random-kills';

/** What asks for them. */
export const KILL_PARTS = ['kills'] as const;
export type KillPart = (typeof KILL_PARTS)[number];

/** A few kills on an engine, of their own seed: small enough to be done again where something comes in between. */
export interface KillPiece {
  /** Of its record. */
  key: string;
  part: KillPart;
  engine: EngineName;
  seed: number;
  kills: number;
}

export interface KillProof extends KillsShown {
  date: string;
  commit: string;
  seconds: number;
}

const ENGINES: readonly EngineName[] = ['webgpu', 'wasm', 'cpu'];
const KILLS_OF_ENGINE = 50;
const KILLS_OF_PIECE = 10;

/** Kills at random moments, by engine. */
export const RANDOM_KILLS: readonly { engine: EngineName; kills: number; pieces: readonly KillPiece[] }[] = ENGINES.map((engine) => ({
  engine,
  kills: KILLS_OF_ENGINE,
  pieces: Array.from({ length: KILLS_OF_ENGINE / KILLS_OF_PIECE }, (_, i) => ({
    key: `kills/${engine}/${i + 1}`,
    part: 'kills',
    engine,
    seed: i + 1,
    kills: KILLS_OF_PIECE,
  })),
}));

export const KILL_PIECES: readonly KillPiece[] = RANDOM_KILLS.flatMap(({ pieces }) => pieces);
