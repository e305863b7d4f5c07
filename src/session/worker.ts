import { expose, transfer } from 'comlink';
import type { RunEvent, Session } from './protocol';
import { WorkerSession } from './worker-session';

/**
 * The worker's door. Errors cross it as their message; events and weights hand their arrays over without a copy.
 */
const session = new WorkerSession();

const door: Session = {
  engines: (known) => session.engines(known),
  prepare: (choice) => session.prepare(choice),
  open: (source, onProgress) => session.open(source, onProgress),
  cancelOpen: () => session.cancelOpen(),
  preview: (config, rowsFile) => session.preview(config, rowsFile),
  train: (config, onEvent, options) => session.train(config, (event) => onEvent(transfer(event, buffersOf(event))), options),
  pause: () => session.pause(),
  resume: () => session.resume(),
  step: () => session.step(),
  stop: () => session.stop(),
  bench: (onProgress, rounds) => session.bench(onProgress, rounds),
  trainingRate: (engine, rows, seconds) => session.trainingRate(engine, rows, seconds),
  cancelBench: () => session.cancelBench(),
  watchRows: async (rows) => {
    const probe = await session.watchRows(rows);
    return probe && transfer(probe, buffersOf({ type: 'probe', probe }));
  },
  weights: async (variant) => {
    const bytes = await session.weights(variant);
    return transfer(bytes, [bytes.buffer as ArrayBuffer]);
  },
};

function buffersOf(event: RunEvent): ArrayBuffer[] {
  if (event.type !== 'probe') return [];
  return event.probe.subjects.flatMap(({ h, adapters }) => [h, ...adapters.flatMap(({ down, up }) => [down, up])].map(({ buffer }) => buffer as ArrayBuffer));
}

expose(door);
