import { expose, transfer } from 'comlink';
import type { Session } from './protocol';
import { WorkerSession } from './worker-session';

/**
 * The worker's door. Errors cross it as their message; events and weights hand their arrays over without a copy.
 */
const session = new WorkerSession();

const door: Session = {
  engines: (known) => session.engines(known),
  prepare: (choice) => session.prepare(choice),
  measureAgain: () => session.measureAgain(),
  open: (source, onProgress) => session.open(source, onProgress),
  cancelOpen: () => session.cancelOpen(),
  preview: (config, rowsFile) => session.preview(config, rowsFile),
  train: (config, onEvent, options) => session.train(config, (event) => onEvent(handOver(event)), options),
  pause: () => session.pause(),
  resume: () => session.resume(),
  step: () => session.step(),
  stop: () => session.stop(),
  bench: (onProgress, rounds, thorough) => session.bench(onProgress, rounds, thorough),
  trainingRate: (engine, rows, seconds) => session.trainingRate(engine, rows, seconds),
  cancelBench: () => session.cancelBench(),
  watchInside: async (open) => handOver(await session.watchInside(open)),
  watchRows: async (rows) => handOver(await session.watchRows(rows)),
  ablate: (onProgress) => session.ablate(onProgress),
  cancelAblation: () => session.cancelAblation(),
  calibration: () => session.calibration(),
  cuts: () => session.cuts(),
  slices: (cut) => session.slices(cut),
  embeddings: async (field) => handOver(await session.embeddings(field)),
  neighbours: (field, value) => session.neighbours(field, value),
  findRows: (conditions) => session.findRows(conditions),
  rowFields: (row) => session.rowFields(row),
  whatIf: async (change) => handOver(await session.whatIf(change)),
  weights: async (variant) => handOver(await session.weights(variant)),
};

/** Its arrays go over without a copy, and are gone here. */
function handOver<T>(value: T): T {
  return value && typeof value === 'object' ? transfer(value, [...buffersIn(value)]) : value;
}

/** The memory of all typed arrays in a value; shared memory cannot be handed over, and need not. */
function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (value && typeof value === 'object') for (const part of Object.values(value)) buffersIn(part, found);
  return found;
}

expose(door);
