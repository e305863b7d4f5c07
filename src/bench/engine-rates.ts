import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { findAdapter } from '../engine/webgpu/adapter';
import { median } from '../lib/median';
import type { EngineRates } from '../protocol/bench';
import type { EngineName } from '../protocol/engine';
import { WARM_UP } from './engine-bench';
import { Stepper } from './stepper';
import { LARGE, MOVIELENS, ownRows, type Workload } from './workload';

const BATCHES = [512, 2048, 8192, 16_384];

/** What is trained, and at which batches. */
const TRAINED: { what: string; workload: Workload; batches: number[] }[] = [
  { what: 'MLP + HAMUR, all rows', workload: MOVIELENS, batches: BATCHES },
  { what: 'MLP + HAMUR, own rows', workload: ownRows(MOVIELENS), batches: BATCHES },
  { what: 'MLP alone, all rows', workload: { ...MOVIELENS, model: { ...MOVIELENS.model, adapters: [] } }, batches: BATCHES },
  { what: 'larger MLP + HAMUR, all rows', workload: LARGE, batches: [2048, 8192] },
];

/** Each is measured for so long, at least one block. */
const MEASURED_MS = 400;

/** Steps that are handed over without waiting for the engine: as training does, and few enough for a slow engine. */
const BLOCK = 5;

/**
 * How fast one engine trains models of several sizes. To be called in turn with another engine.
 *
 * @param breathe awaited between measurements
 * @returns undefined for WebGPU on a machine without a GPU: a software one would take minutes, and shows nothing
 */
export async function engineRates(name: EngineName, breathe: () => Promise<void>): Promise<EngineRates | undefined> {
  if (name === 'webgpu') {
    const found = await findAdapter();
    if (typeof found === 'string' || found.software) return undefined;
  }
  const engine = await startEngine(name);
  try {
    const rates: EngineRates['rates'] = [];
    for (const { what, workload, batches } of TRAINED)
      for (const batch of batches) rates.push({ what, batch, rowsPerSecond: await rateOf(engine, { ...workload, batch }, breathe) });
    return { engine: engine.info, rates };
  } finally {
    engine.stop();
  }
}

async function rateOf(engine: Engine, workload: Workload, breathe: () => Promise<void>): Promise<number> {
  const stepper = new Stepper(engine, workload);
  try {
    await stepper.warmUp(WARM_UP, breathe);
    const times: number[] = [];
    for (const end = performance.now() + MEASURED_MS; times.length === 0 || performance.now() < end; await breathe()) times.push(await stepper.time(BLOCK));
    return (1000 * workload.batch) / median(times);
  } finally {
    stepper.dispose();
  }
}
