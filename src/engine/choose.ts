import type { EngineChoice } from '../config/run-config';
import { UserError } from '../config/user-error';
import type { Engine, EngineInfo, EngineName } from './engine';
import { findAdapter } from './webgpu/adapter';

export interface EngineOption {
  name: EngineName;
  available: boolean;
  adapter: string;
  /** Why it is, or is not, what `auto` takes. */
  reason: string;
}

export interface EngineReport {
  options: EngineOption[];
  /** What `auto` takes here. */
  auto: EngineInfo;
}

/**
 * What this machine offers, and what `auto` takes: WebGPU on a hardware adapter, else WebAssembly (on a software
 * adapter it is about ten times faster), else plain JavaScript.
 */
export async function describeEngines(): Promise<EngineReport> {
  const found = await findAdapter();
  const wasm = typeof WebAssembly === 'object';
  const hardware = typeof found !== 'string' && !found.software;
  const options: EngineOption[] = [
    typeof found === 'string'
      ? { name: 'webgpu', available: false, adapter: '', reason: `Not available: ${found}.` }
      : {
          name: 'webgpu',
          available: true,
          adapter: found.description,
          reason: found.software
            ? 'The only adapter here is a software one, which computes on the processor, slower than WebAssembly.'
            : 'A hardware adapter: the fastest engine.',
        },
    wasm
      ? { name: 'wasm', available: true, adapter: 'WebAssembly', reason: 'Runs on the processor, one thread.' }
      : { name: 'wasm', available: false, adapter: '', reason: 'Not available: this browser has no WebAssembly.' },
    { name: 'cpu', available: true, adapter: 'JavaScript', reason: 'Plain JavaScript: slow, but runs anywhere.' },
  ];
  const name: EngineName = hardware ? 'webgpu' : wasm ? 'wasm' : 'cpu';
  const why = hardware
    ? 'a hardware adapter is there'
    : typeof found === 'string'
      ? found
      : 'WebGPU has only a software adapter here, and WebAssembly is faster than that';
  return { options, auto: { name, adapter: options.find((option) => option.name === name)?.adapter ?? '', reason: why } };
}

/**
 * Starts the engine that the choice names. There is no fallback: an engine that was asked for and cannot start is an
 * error, and `auto` decides before anything starts.
 *
 * @throws UserError that says why it cannot, and what else there is
 */
export async function startEngine(choice: EngineChoice): Promise<Engine> {
  const { options, auto } = await describeEngines();
  const name = choice === 'auto' ? auto.name : choice;
  const option = options.find((candidate) => candidate.name === name);
  if (!option?.available) {
    throw new UserError(`the ${name} engine cannot run here`, 'engine', `${option?.reason ?? ''} Choose "auto" or another engine.`);
  }
  const reason = choice === 'auto' ? auto.reason : 'it was chosen';
  try {
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
  } catch (error) {
    throw new UserError(`the ${name} engine did not start (${error instanceof Error ? error.message : String(error)})`, 'engine', 'Choose another engine.');
  }
}
