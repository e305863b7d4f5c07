import type { EngineInfo, EngineName, EngineOption } from '../protocol/engine';

/**
 * The engines that are compared by measurement. A software adapter is none beside WebAssembly: it computes on the same processor, and
 * what a step costs it beside its products, some fifty dispatches, no measurement of products sees. `docs/measurements.md` has both.
 */
export function candidatesIn(options: readonly EngineOption[]): EngineOption[] {
  const fast = options.filter(({ name, available }) => available && name !== 'cpu');
  const best = fast.filter((option) => !isSoftware(option));
  return best.length > 0 ? best : fast;
}

/** The engine that `auto` takes: the fastest of those that are compared. @param options what the machine offers, with what was measured of them */
export function autoOf(options: readonly EngineOption[]): EngineInfo {
  const [taken, other] = candidatesIn(options).toSorted((a, b) => (b.gflops ?? 0) - (a.gflops ?? 0));
  const { name, adapter } = taken ?? (options.find((each) => each.name === 'cpu') as EngineOption);
  return { name, adapter, reason: taken ? reasonOf(taken, other, options) : 'this browser has neither WebGPU nor WebAssembly' };
}

const isSoftware = ({ name, hardware }: EngineOption) => name === 'webgpu' && !hardware;

function reasonOf(taken: EngineOption, other: EngineOption | undefined, options: readonly EngineOption[]): string {
  if (!other)
    return options.some((option) => option !== taken && option.available && isSoftware(option))
      ? 'the only WebGPU adapter here is a software one, which computes on the processor too'
      : 'it is the only fast engine here';
  const does = ({ gflops }: EngineOption, before: string) =>
    gflops === undefined ? 'could not be measured' : `${before}${gflops < 10 ? gflops.toFixed(1) : Math.round(gflops)}`;
  return taken.gflops === undefined
    ? 'none of the engines here could be measured'
    : `it ${does(taken, 'does ')} GFLOP/s on this machine, and ${NAMES[other.name]} ${does(other, '')}`;
}

const NAMES: Record<EngineName, string> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' };
