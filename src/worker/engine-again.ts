import type { EngineChoice } from '../config/run-config';
import type { Engine } from '../engine/engine';
import { UserError } from '../lib/user-error';
import type { EngineName } from '../protocol/engine';
import type { EngineRoom } from './engine-room';

/** Milliseconds before each try: a device that has gone may take a moment to come back. */
const BEFORE_TRIES = [0, 500, 1000, 1500];

/**
 * The engine of a run that goes on: the one that it had, since only that gives the same bits; where it does not come back, the one that the
 * settings choose, and at last those that run everywhere.
 */
export async function engineAgain(engines: Pick<EngineRoom, 'engineFor'>, had: EngineName, configured: EngineChoice): Promise<Engine> {
  const again = BEFORE_TRIES.map((ms): [number, EngineChoice] => [ms, had]);
  for (const [ms, choice] of [...again, [0, configured] as const, [0, 'wasm'] as const]) {
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    try {
      return await engines.engineFor(choice);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return engines.engineFor('cpu');
}
