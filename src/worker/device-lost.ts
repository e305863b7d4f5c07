import type { Engine } from '../engine/engine';
import { UserError } from '../lib/user-error';
import type { EngineName } from '../protocol/engine';

/** A device that has gone is told of within this time. */
const LOSS_MS = 300;

/** The engine's device has gone: nothing that was on it can be read any more. */
export class DeviceLost extends Error {
  constructor(
    private readonly engine: EngineName,
    private readonly what: string,
  ) {
    super(what);
  }

  forPerson(): UserError {
    return new UserError(
      `the ${this.engine} device was lost (${this.what})`,
      'engine',
      'Press Train to start again; if it happens often, choose another engine.',
    );
  }
}

/** Rejects with a `DeviceLost` when the engine's device has gone. */
export function lossOf(engine: Engine): Promise<never> {
  return engine.lost.then((what) => {
    throw new DeviceLost(engine.info.name, what);
  });
}

/** Why something broke: what breaks because the device has gone may break before that is told. */
export async function causeOf(thrown: unknown, engine: Engine): Promise<unknown> {
  if (thrown instanceof DeviceLost) return thrown;
  const unknown = new Promise((resolve) => setTimeout(() => resolve(thrown), LOSS_MS));
  return Promise.race([lossOf(engine).catch((loss: unknown) => loss), unknown]);
}
