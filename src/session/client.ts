import { proxy, type Remote, wrap } from 'comlink';
import type { Session } from './protocol';

/**
 * Starts the worker and gives its session. Functions that are passed in are called from the worker; what the worker
 * throws arrives as an Error with the same name and message.
 */
export function connect(): Session {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'hamur' });
  const remote = wrap<Session>(worker);
  return {
    engines: (known) => remote.engines(known),
    prepare: (choice) => remote.prepare(choice),
    measureAgain: () => remote.measureAgain(),
    open: (source, onProgress) => remote.open(source, proxy(onProgress)),
    cancelOpen: () => remote.cancelOpen(),
    preview: (config, rowsFile) => remote.preview(config, rowsFile),
    train: (config, onEvent, options) => (remote as Remote<Session>).train(config, proxy(onEvent), options),
    pause: () => remote.pause(),
    resume: () => remote.resume(),
    step: () => remote.step(),
    stop: () => remote.stop(),
    bench: (onProgress, rounds, thorough) => remote.bench(proxy(onProgress), rounds, thorough),
    trainingRate: (engine, rows, seconds) => remote.trainingRate(engine, rows, seconds),
    cancelBench: () => remote.cancelBench(),
    watchInside: (open) => remote.watchInside(open),
    watchRows: (rows) => remote.watchRows(rows),
    ablate: (onProgress) => remote.ablate(proxy(onProgress)),
    cancelAblation: () => remote.cancelAblation(),
    calibration: () => remote.calibration(),
    cuts: () => remote.cuts(),
    slices: (cut) => remote.slices(cut),
    embeddings: (field) => remote.embeddings(field),
    neighbours: (field, value) => remote.neighbours(field, value),
    findRows: (conditions) => remote.findRows(conditions),
    rowFields: (row) => remote.rowFields(row),
    whatIf: (change) => remote.whatIf(change),
    weights: (variant) => remote.weights(variant),
  };
}
