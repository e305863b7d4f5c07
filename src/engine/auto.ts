import type { EngineInfo, EngineName, EngineOption } from '../protocol/engine';

/**
 * The engine that `auto` takes: the fastest by measurement. A software adapter comes last, whatever was measured: it computes on the same
 * processor as WebAssembly, and what a step costs it beside its products, some fifty dispatches, no measurement of products sees.
 * `docs/measurements.md` has both.
 *
 * @param options what the machine offers, with what was measured of them
 */
export function autoOf(options: readonly EngineOption[]): EngineInfo {
  const fast = options.filter(({ name, available }) => available && name !== 'cpu');
  const [taken, ...others] = fast.toSorted((a, b) => Number(isSoftware(a)) - Number(isSoftware(b)) || (b.gflops ?? 0) - (a.gflops ?? 0));
  const { name, adapter } = taken ?? (options.find((each) => each.name === 'cpu') as EngineOption);
  return { name, adapter, reason: taken ? reasonOf(taken, others) : 'this browser has neither WebGPU nor WebAssembly' };
}

const isSoftware = ({ name, hardware }: EngineOption) => name === 'webgpu' && !hardware;

function reasonOf(taken: EngineOption, [other]: readonly EngineOption[]): string {
  if (!other) return 'it is the only fast engine here';
  const does = ({ gflops }: EngineOption, before: string) =>
    gflops === undefined ? 'could not be measured' : `${before}${gflops < 10 ? gflops.toFixed(1) : Math.round(gflops)}`;
  if (isSoftware(other) && (other.gflops ?? 0) >= (taken.gflops ?? 0)) return 'the only WebGPU adapter here is a software one, which takes longer for a step';
  return taken.gflops === undefined
    ? 'none of the engines here could be measured'
    : `it ${does(taken, 'does ')} GFLOP/s on this machine, and ${NAMES[other.name]} ${does(other, '')}`;
}

const NAMES: Record<EngineName, string> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' };
