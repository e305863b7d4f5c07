import type { EngineChoice } from '../config/run-config';
import { areDescribed, describeEngines, forgetMeasures, startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { setFused } from '../engine/kernels/fusion';
import { selfTest } from '../engine/self-test/self-test';
import { limitThreads as limit } from '../engine/wasm/thread-limit';
import type { EngineCalls, EngineName, EngineReport, Measured, OpCheck, Prepared } from '../protocol/engine';
import { FUSED_OP_NAMES } from '../protocol/engine';

/** What the room must know of the run. */
export interface Tenant {
  /** Pending while a run is still going on, from the moment that it was asked for; undefined while none is. */
  underWay(): Promise<void> | undefined;
  /** Whether a run is still going on, or has left its weights on the engine. */
  occupies(): boolean;
  /** Lets go of the weights that a run has left. @throws UserError while one is under way */
  clear(): void;
}

/**
 * The one engine that runs, and what is done to it before anybody trains. Whatever starts, stops or compares waits for its
 * turn: tfjs has one current backend, and the WebAssembly engine one set of threads.
 */
export class EngineRoom implements EngineCalls {
  private running: { engine: Engine; choice: EngineChoice; checks?: Promise<OpCheck[] | undefined> } | undefined;
  private turns: Promise<unknown> = Promise.resolve();
  /** What was found out in this visit. */
  private readonly found = new Map<EngineName, OpCheck[]>();

  constructor(private readonly tenant: Tenant) {}

  /** @param known what an earlier visit measured */
  describe(known?: Measured): Promise<EngineReport> {
    return this.inTurn(() => this.report(known));
  }

  /** Measures all that there is anew; whatever ran is stopped. */
  async measureAgain(): Promise<EngineReport> {
    this.tenant.clear();
    return this.inTurn(() => {
      this.forget();
      this.found.clear();
      forgetMeasures();
      return describeEngines();
    });
  }

  async limitThreads(count: number): Promise<void> {
    this.tenant.clear();
    return this.inTurn(async () => {
      limit(count);
      // It has its threads since it started.
      if (this.running?.engine.info.name === 'wasm') this.forget();
    });
  }

  /**
   * The engine that a choice names; it goes on running until another is asked for.
   *
   * @throws UserError where it cannot start
   */
  engineFor(choice: EngineChoice): Promise<Engine> {
    return this.inTurn(() => this.start(choice));
  }

  /**
   * Starts an engine while the person is still choosing: compiles its kernels, then compares each with its definition. The
   * comparison waits until a run has ended, so that a run has the same kernels from its first step to its last.
   *
   * @returns undefined where another engine was asked for meanwhile, or a run has one that it keeps
   */
  async prepare(choice: EngineChoice): Promise<Prepared | undefined> {
    const engine = await this.inTurn(async () => {
      if (this.tenant.occupies() && !(await this.serves(choice))) return undefined;
      return this.start(choice);
    });
    if (!engine) return undefined;
    const begun = performance.now();
    await engine.warmUp();
    const compileMs = performance.now() - begun;
    const { measured } = await this.describe();
    const { running } = this;
    if (running?.engine !== engine) return undefined;

    const { name } = engine.info;
    const known = this.found.get(name) ?? measured.checks[name];
    if (known) return { engine: engine.info, checks: known, compileMs, checkMs: 0, measured };
    running.checks ??= this.check(engine);
    const checks = await running.checks;
    if (!checks) return undefined;
    // A kernel that failed altogether may do better another time: only what was compared is remembered.
    if (checks.every(({ deviation }) => Number.isFinite(deviation))) measured.checks[name] = checks;
    return { engine: engine.info, checks, compileMs, checkMs: checks.reduce((sum, { ms }) => sum + ms, 0), measured };
  }

  /** Runs work that starts and stops engines itself. No engine runs before it or after it, and none is handed out during it. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn(() => {
      this.forget();
      return work();
    });
  }

  /** Stops the engine at once; a run that broke on it calls this, and the next one gets a new engine. */
  forget(): void {
    this.running?.engine.stop();
    this.running = undefined;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turns.then(work);
    this.turns = next.catch(() => {});
    return next;
  }

  private report(known?: Measured): Promise<EngineReport> {
    const { running } = this;
    // Measuring starts and stops engines; what a run has is left alone, and others are measured another time.
    if (running && this.tenant.occupies()) return describeEngines(known, running.engine.info);
    if (!areDescribed()) this.forget();
    return describeEngines(known);
  }

  private async serves(choice: EngineChoice): Promise<boolean> {
    const { running } = this;
    if (!running) return false;
    const name = choice === 'auto' ? (await this.report()).auto.name : choice;
    // The reason that the engine gives is that of the choice, so another choice of the same engine is another engine.
    return running.engine.info.name === name && (running.choice === 'auto') === (choice === 'auto');
  }

  private async start(choice: EngineChoice): Promise<Engine> {
    if (choice === 'auto' && !areDescribed()) {
      this.forget();
      await describeEngines();
    }
    if (this.running && (await this.serves(choice))) return this.running.engine;
    this.forget();
    const engine = await startEngine(choice);
    this.running = { engine, choice };
    await this.applyVerdicts(engine.info.name);
    // Whatever asks next gets a new one.
    void engine.lost.then(() => {
      if (this.running?.engine === engine) this.forget();
    });
    return engine;
  }

  /** Kernels that are known to be wrong on this machine always run composed. */
  private async applyVerdicts(name: EngineName): Promise<void> {
    const remembered = areDescribed() ? (await describeEngines()).measured.checks[name] : undefined;
    const checks = this.found.get(name) ?? remembered ?? [];
    for (const op of FUSED_OP_NAMES) setFused(op, checks.find((check) => check.op === op)?.passed ?? true);
  }

  private async check(engine: Engine): Promise<OpCheck[] | undefined> {
    const checks = await selfTest(engine, (compare) => this.whileIdle(engine, compare));
    if (this.running?.engine !== engine) return undefined;
    this.found.set(engine.info.name, checks);
    return checks;
  }

  /** Runs work on an engine, in turn, while no run is under way. @returns undefined where the engine has gone */
  private async whileIdle<T>(engine: Engine, work: () => Promise<T>): Promise<T | undefined> {
    let done: { value: T } | undefined;
    while (!done && this.running?.engine === engine) {
      await this.tenant.underWay();
      done = await this.inTurn(async () => {
        // A run may have begun while this waited for its turn.
        if (this.running?.engine !== engine || this.tenant.underWay()) return undefined;
        return { value: await work() };
      });
    }
    return done?.value;
  }
}
