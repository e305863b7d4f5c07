import { once } from '../config/once';
import type { EngineChoice } from '../config/run-config';
import { UserError } from '../config/user-error';
import { measureEngine } from './calibrate';
import type { Engine, EngineInfo, EngineName } from './engine';
import type { OpCheck } from './self-test';
import { findAdapter } from './webgpu/adapter';

export interface EngineOption {
  name: EngineName;
  available: boolean;
  adapter: string;
  /** What it is; or why it is not available. */
  reason: string;
  /** Measured: 10^9 floating-point operations a second of a layer's matrix products; left out where nothing was measured. */
  gflops?: number;
}

export interface EngineReport {
  options: EngineOption[];
  /** What `auto` takes here. */
  auto: EngineInfo;
  /** What was measured, to be given back on the next visit. */
  measured: Measured;
}

/** What is worth remembering from visit to visit; `key` names the browser and the adapter that it holds for. */
export interface Measured {
  key: string;
  gflops: Partial<Record<EngineName, number>>;
  /** How the fused kernels compared with their definitions. */
  checks: Partial<Record<EngineName, OpCheck[]>>;
}

/** Counts up where kernels change, so that what an older version measured is measured again. */
const VERSION = 1;

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
          reason: found.software ? 'The only adapter here is a software one, which computes on the processor.' : 'A hardware adapter.',
        },
    wasm
      ? { name: 'wasm', available: true, adapter: '', reason: 'Runs on the processor, on several threads where the page may share memory.' }
      : { name: 'wasm', available: false, adapter: '', reason: 'Not available: this browser has no WebAssembly.' },
    { name: 'cpu', available: true, adapter: '', reason: 'Slow, but runs anywhere.' },
  ];
}

let remembered: Measured | undefined;

/** Measures once a visit, or never where it is remembered. */
const report = once(async (): Promise<EngineReport> => {
  const options = await engineOptions();
  const candidates = options.filter(({ name, available }) => available && name !== 'cpu');
  const key = [VERSION, navigator.userAgent, ...options.map(({ name, adapter }) => `${name}: ${adapter}`)].join('; ');
  const measured: Measured = remembered?.key === key ? remembered : { key, gflops: {}, checks: {} };
  // One candidate needs no comparison.
  if (candidates.length > 1) {
    for (const { name } of candidates) {
      if (measured.gflops[name] !== undefined) continue;
      measured.gflops[name] = await gflopsOf(name);
    }
  }
  for (const option of options) {
    const gflops = measured.gflops[option.name];
    if (gflops !== undefined) option.gflops = gflops;
  }
  const best = candidates.reduce<EngineOption | undefined>((a, b) => (a && (a.gflops ?? 0) >= (b.gflops ?? 0) ? a : b), undefined);
  const taken = best ?? (options.find(({ name }) => name === 'cpu') as EngineOption);
  return { options, auto: { name: taken.name, adapter: taken.adapter, reason: reasonOf(taken, candidates) }, measured };
});

/** An engine that does not start is no candidate: 0. */
async function gflopsOf(name: EngineName): Promise<number> {
  try {
    const engine = await start(name, 'it is measured');
    try {
      return await measureEngine(engine);
    } finally {
      engine.stop();
    }
  } catch (error) {
    console.warn(`The ${name} engine could not be measured:`, error);
    return 0;
  }
}

function reasonOf(taken: EngineOption, candidates: EngineOption[]): string {
  const others = candidates.filter(({ name }) => name !== taken.name);
  const [other] = others;
  if (other) {
    const speed = ({ gflops = 0 }: EngineOption) => (gflops < 10 ? gflops.toFixed(1) : Math.round(gflops));
    return `measured here it does ${speed(taken)} GFLOP/s, and ${NAMES[other.name]} ${speed(other)}`;
  }
  return candidates.length > 0 ? 'it is the only fast engine here' : 'this browser has neither WebGPU nor WebAssembly';
}

const NAMES: Record<EngineName, string> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' };

/**
 * What this machine offers, and what `auto` takes: the engine that is measured to be the fastest.
 *
 * @param known what an earlier visit measured; it is left aside where browser or adapter are others. Only the first call counts
 */
export function describeEngines(known?: Measured): Promise<EngineReport> {
  remembered ??= known;
  return report();
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
    throw new UserError(`the ${name} engine did not start (${error instanceof Error ? error.message : String(error)})`, 'engine', 'Choose another engine.');
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
