import { errorText } from '../../lib/error-text';
import type { EngineReport, Prepared } from '../../protocol/engine';
import { rememberedMeasures, rememberMeasures } from './remembered';
import type { Slice } from './store';

/** The engines of this machine, and the one that is ready. */
export interface EnginesSlice {
  engines: EngineReport | undefined;
  /** The engine that is ready, and how its kernels compared with their definitions. */
  prepared: Prepared | undefined;

  describeEngines(): Promise<void>;
  /** Has the kernels of the chosen engine compiled, and compared with their definitions, while no run is under way. */
  prepareEngine(): Promise<void>;
  /** Measures the engines and compares their kernels anew; a run that was reset is let go of. */
  checkAgain(): Promise<void>;
}

export const enginesSlice: Slice<EnginesSlice> = (set, get, { session }) => ({
  engines: undefined,
  prepared: undefined,

  describeEngines: async () => {
    try {
      const engines = await session().engines.describe(rememberedMeasures());
      set({ engines });
      rememberMeasures(engines.measured);
    } catch (error) {
      // As below; the engine is prepared all the same.
      console.info('The engines were not described:', errorText(error));
    }
  },
  prepareEngine: async () => {
    try {
      const prepared = await session().engines.prepare(get().config.engine);
      if (!prepared) return;
      set({ prepared });
      rememberMeasures(prepared.measured);
    } catch (error) {
      // Train says what hinders it; nothing else waits for this.
      console.info('The engine was not prepared:', errorText(error));
    }
  },
  checkAgain: async () => {
    get().forgetDropped();
    const { engines, prepared } = get();
    set({ engines: undefined, prepared: undefined });
    try {
      const measured = await session().engines.measureAgain();
      set({ engines: measured });
      rememberMeasures(measured.measured);
    } catch (error) {
      console.info('The engines were not measured again:', errorText(error));
      set({ engines, prepared });
    }
    await get().prepareEngine();
  },
});
