import type { EngineChoice } from '../config/run-config';
import { describeEngines, type EngineReport, type Measured, startEngine } from '../engine/choose';
import type { Engine, EngineInfo } from '../engine/engine';
import { setFused } from '../engine/kernels/fusion';
import { type OpCheck, selfTest } from '../engine/self-test';

/** An engine that is ready, and how its fused kernels compared with their definitions. */
export interface Prepared {
  engine: EngineInfo;
  checks: OpCheck[];
  /** Time that compiling took, and the comparison; 0 where it was remembered. */
  compileMs: number;
  checkMs: number;
  /** To be given back on the next visit. */
  measured: Measured;
}

/** The one engine that runs, and what is done to it before anybody trains. */
export class EngineRoom {
  private running: { engine: Engine; choice: EngineChoice; checked: boolean } | undefined;
  private starting: Promise<unknown> = Promise.resolve();

  /** @param known what an earlier visit measured */
  describe(known?: Measured): Promise<EngineReport> {
    return describeEngines(known);
  }

  /**
   * The engine that a choice names; it goes on running until another is asked for.
   *
   * @throws UserError where it cannot start
   */
  engineFor(choice: EngineChoice): Promise<Engine> {
    const next = this.starting.then(async () => {
      const name = choice === 'auto' ? (await describeEngines()).auto.name : choice;
      // The reason that the engine gives is that of the choice, so another choice of the same engine is another engine.
      if (this.running?.engine.info.name !== name || (this.running.choice === 'auto') !== (choice === 'auto')) {
        this.forget();
        const engine = await startEngine(choice);
        this.running = { engine, choice, checked: false };
        // Whatever asks next gets a new one.
        void engine.lost.then(() => {
          if (this.running?.engine === engine) this.running = undefined;
        });
      }
      return this.running.engine;
    });
    this.starting = next.catch(() => {});
    return next;
  }

  /**
   * Starts an engine while the person is still choosing: compiles its kernels, then compares each with its definition.
   *
   * @param mayCheck awaited before each comparison, which takes time from training
   * @returns undefined where another engine was asked for meanwhile
   */
  async prepare(choice: EngineChoice, mayCheck: () => Promise<void>): Promise<Prepared | undefined> {
    const { measured } = await describeEngines();
    const engine = await this.engineFor(choice);
    const still = () => this.running?.engine === engine;
    const begun = performance.now();
    await engine.warmUp();
    const compileMs = performance.now() - begun;
    if (!still()) return undefined;

    const { name } = engine.info;
    const known = measured.checks[name];
    let checkMs = 0;
    if (known) {
      for (const { op, passed } of known) if (!passed) setFused(op, false);
    } else if (this.running && !this.running.checked) {
      this.running.checked = true;
      const checks = await selfTest(engine.parallelSums, async () => {
        await mayCheck();
        return still();
      });
      if (!still()) return undefined;
      checkMs = checks.reduce((sum, { ms }) => sum + ms, 0);
      measured.checks[name] = checks;
    }
    return { engine: engine.info, checks: measured.checks[name] ?? [], compileMs, checkMs, measured };
  }

  /** Runs work that starts and stops engines by itself: none runs before, none after, and nobody gets one meanwhile. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.starting.then(() => {
      this.forget();
      return work();
    });
    this.starting = next.catch(() => {});
    return next;
  }

  forget(): void {
    this.running?.engine.stop();
    this.running = undefined;
  }
}
