import type { Backbone } from '../config/run-config';
import type { BenchCalls, BenchedModel, BenchResult, EngineRates } from '../protocol/bench';
import type { EngineName } from '../protocol/engine';
import type { EngineRoom } from './engine-room';
import { nextTask } from './next-task';

/** Turns that things which are compared take. */
const ROUNDS = 5;

/** Measures the engines that are there, while no run is under way. */
export class BenchRoom implements BenchCalls {
  private measuring: AbortController | undefined;

  /** @param clear lets go of a run that was done; throws where one is under way */
  constructor(
    private readonly engines: EngineRoom,
    private readonly clear: () => void,
  ) {}

  async measure(onProgress: (what: string, done: number, total: number) => void, rounds = ROUNDS, thorough = false): Promise<BenchResult | undefined> {
    this.clear();
    this.measuring?.abort();
    this.measuring = new AbortController();
    const { signal } = this.measuring;
    return this.engines.alone(async () => {
      // Loaded when it is asked for: nobody else needs it.
      const { runBench } = await import('../bench/suite');
      const breathe = async () => {
        await nextTask();
        signal.throwIfAborted();
      };
      try {
        return await runBench({ onProgress, rounds, thorough, breathe });
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    });
  }

  async cancel(): Promise<void> {
    this.measuring?.abort();
  }

  async trainingRate(engine: EngineName, rows: 'all' | 'own', seconds: number): Promise<number> {
    this.clear();
    return this.engines.alone(async () => (await import('../bench/suite')).trainingRate(engine, rows, seconds));
  }

  async modelRate(engine: EngineName, backbone: Backbone, hamur: boolean, seconds: number): Promise<number> {
    this.clear();
    return this.engines.alone(async () => (await import('../bench/suite')).modelRate(engine, backbone, hamur, seconds));
  }

  async benchedModel(backbone: Backbone, hamur: boolean): Promise<BenchedModel> {
    return (await import('../bench/suite')).benchedModel(backbone, hamur);
  }

  async engineRates(engine: EngineName): Promise<EngineRates | undefined> {
    this.clear();
    return this.engines.alone(async () => (await import('../bench/engine-rates')).engineRates(engine, nextTask));
  }
}
