import type { EngineChoice } from '../config/run-config';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import type { EngineInfo, EngineName, EngineOption, EngineReport, Measured } from '../protocol/engine';
import { autoOf, candidatesIn } from './auto';
import { measureEngine } from './calibrate';
import type { Engine } from './engine';
import { engineSources } from './sources';
import { findAdapter } from './webgpu/adapter';

/** What this machine offers, without a measurement. */
async function engineOptions(): Promise<EngineOption[]> {
  const found = await findAdapter();
  const wasm = typeof WebAssembly === 'object';
  return [
    typeof found === 'string'
      ? { name: 'webgpu', available: false, adapter: '', reason: `Not available: ${found}.` }
      : {
          name: 'webgpu',
          available: true,
          adapter: found.description,
          reason: found.software ? 'The only adapter here is a software adapter: it computes on the processor.' : 'A hardware adapter.',
          ...(!found.software && { hardware: true }),
        },
    wasm
      ? { name: 'wasm', available: true, adapter: '', reason: 'Runs on the processor, with several threads if the page may share memory.' }
      : { name: 'wasm', available: false, adapter: '', reason: 'Not available: this browser has no WebAssembly.' },
    { name: 'cpu', available: true, adapter: '', reason: 'Slow, but runs anywhere.' },
  ];
}

let remembered: Measured | undefined;
let described: Promise<EngineReport> | undefined;

/** @param inUse the engine that must not be disturbed by measuring others */
async function report(inUse?: EngineInfo): Promise<EngineReport> {
  const options = await engineOptions();
  const candidates = candidatesIn(options);
  const key = [engineSources(), navigator.userAgent, ...options.map(({ name, adapter }) => `${name}: ${adapter}`)].join('; ');
  const measured: Measured = remembered?.key === key ? remembered : { key, gflops: {}, checks: {} };
  // One candidate needs no comparison.
  const compared = candidates.length > 1 ? candidates : [];
  for (const option of compared) {
    // A failed measurement is not remembered: it may succeed another time.
    const gflops = measured.gflops[option.name] ?? (inUse ? undefined : await gflopsOf(option.name));
    if (gflops === undefined) {
      option.unmeasured = true;
    } else {
      option.gflops = gflops;
      measured.gflops[option.name] = gflops;
    }
  }
  const auto = inUse && compared.some(({ unmeasured }) => unmeasured) ? { ...inUse, reason: 'it is in use and the others were not measured' } : autoOf(options);
  return { options, auto, measured };
}

/** A device that has gone says so within this time. */
const MS_TO_TELL = 50;

/** @returns undefined where it does not start, fails, or goes meanwhile */
async function gflopsOf(name: EngineName): Promise<number | undefined> {
  try {
    const engine = await start(name, 'it is measured');
    try {
      const gflops = await measureEngine(engine);
      // A device that has gone does nothing at all, and very fast; what happened to it is told a moment later.
      const told = new Promise<undefined>((resolve) => setTimeout(resolve, MS_TO_TELL));
      const lost = await Promise.race([engine.lost, told]);
      if (lost !== undefined) throw new Error(lost);
      return gflops;
    } finally {
      engine.stop();
    }
  } catch (error) {
    console.warn(`The ${name} engine could not be measured:`, error);
    return undefined;
  }
}

/**
 * What this machine offers, and what `auto` takes: the engine that is measured to be the fastest. Engines are measured once
 * a visit, or never where an earlier measurement is known. Engines start and stop meanwhile, so no other may run.
 *
 * @param known what an earlier visit measured; it is ignored where the browser, the adapter or the kernels have changed. Only the first
 *   call's counts
 * @param inUse an engine that runs: then nothing is measured, and the next call makes a new report
 */
export function describeEngines(known?: Measured, inUse?: EngineInfo): Promise<EngineReport> {
  remembered ??= known;
  if (described) return described;
  if (inUse) return report(inUse);
  const making = report();
  described = making;
  making.catch(() => {
    if (described === making) described = undefined;
  });
  return making;
}

/** Whether `describeEngines` has been called, so that the next call measures nothing. */
export function areDescribed(): boolean {
  return described !== undefined;
}

/** All is measured again when it is next asked for. */
export function forgetMeasures(): void {
  remembered = undefined;
  described = undefined;
}

/**
 * Starts the engine that the choice names. There is no fallback: an engine that was asked for and cannot start is an
 * error, and `auto` decides before anything starts.
 *
 * @throws UserError that says why it cannot, and what else there is
 */
export async function startEngine(choice: EngineChoice): Promise<Engine> {
  const { name, reason } = choice === 'auto' ? (await describeEngines()).auto : { name: choice, reason: 'it was chosen' };
  const option = (await engineOptions()).find((candidate) => candidate.name === name);
  if (!option?.available) {
    throw new UserError(`the ${name} engine cannot run here`, 'engine', `${option?.reason ?? ''} Choose "auto" or another engine.`);
  }
  try {
    return await start(name, reason);
  } catch (error) {
    throw new UserError(`the ${name} engine did not start (${errorText(error)})`, 'engine', 'Choose another engine.');
  }
}

async function start(name: EngineName, reason: string): Promise<Engine> {
  switch (name) {
    case 'webgpu': {
      // Asked for anew: an adapter gives one device only.
      const found = await findAdapter();
      if (typeof found === 'string') throw new Error(found);
      return await (await import('./webgpu/start')).startWebgpu(found, reason);
    }
    case 'wasm':
      return await (await import('./wasm/start')).startWasm(reason);
    case 'cpu':
      return await (await import('./cpu/start')).startCpu(reason);
  }
}
