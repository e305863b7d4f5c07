import type { StoreApi } from 'zustand';
import type { Experiment } from '../../config/experiment';
import { capital } from '../../lib/capital';
import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import type { OpenTable } from '../../protocol/data';
import type { EngineName } from '../../protocol/engine';
import { atRest, doneJob, type JobKey, jobsWaiting, moved, nextJob, secondsLeft, withFailedAgain, withJob, withMoreSeeds } from '../../runs/experiment/queue';
import type { ExperimentRecord, Job, QueuePhase } from '../../runs/experiment/record';
import { newRunId } from '../../runs/experiment/run-id';
import { withNextRung } from '../../runs/experiment/sweep-next';
import type { RunRecord } from '../../runs/record';
import type { Deps } from '../store/deps';
import { rememberedMeasures } from '../store/remembered';
import { hindranceOf, isExperimentToBringBack } from '../store/selectors';
import type { AppState } from '../store/store';
import { beginExperiment } from './begin';
import { goesOn, rememberGoing } from './going-on';
import { groundOf } from './ground';
import { Lane, type LaneGround, LaneTrouble, openLaneWorker } from './lane';
import { threadsOfLane, usualLanes } from './lane-count';
import { RecordKeeper } from './record-keeper';
import { progressOf, timesOf, type UnderWay } from './under-way';

/** Shortest time between two tellings of how far the jobs are. */
const MS_BETWEEN = 250;

/**
 * Trains the jobs of the experiment on the page, in lanes side by side. It holds the experiment's lock while it does, and keeps its record
 * whenever a job begins or ends: what is trained is never trained again.
 */
export class QueueRunner {
  private readonly record: RecordKeeper;
  private readonly underWay = new Set<UnderWay>();
  private free: Lane[] = [];
  private ground: LaneGround | undefined;
  /** Lanes that were opened before another experiment came have nothing to say any more. */
  private turn = 0;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private chosenLanes: number | undefined;
  private starting = false;
  /** What was removed last, as it was. */
  private removed: ExperimentRecord | undefined;

  constructor(
    private readonly set: StoreApi<AppState>['setState'],
    private readonly get: StoreApi<AppState>['getState'],
    private readonly deps: Deps,
  ) {
    this.record = new RecordKeeper(set, get, deps);
  }

  /** @throws UserError where it cannot begin, ConfigError where settings contradict each other */
  async start(experiment: Experiment): Promise<void> {
    // A second press while the first is being answered would begin it twice.
    if (this.starting) throw new UserError('an experiment is being started already', undefined, 'Wait until it is there.');
    this.starting = true;
    try {
      await this.begin(experiment);
    } finally {
      this.starting = false;
    }
  }

  private async begin(experiment: Experiment): Promise<void> {
    const { queue, table, config } = this.get();
    const hinders = hindranceOf(this.get());
    if (queue !== 'idle' && queue !== 'paused') throw new UserError('another experiment is still going on', undefined, 'Pause or stop it first.');
    if (!table || hinders) throw new UserError('the experiment cannot begin', undefined, capital(hinders ?? 'open data first.'));
    const record = beginExperiment(experiment, config, table, await this.engineOf());
    // What cannot begin takes nothing off the page: whoever has pressed is told there.
    const ground = await groundOf(record, this.get(), this.deps.session(), true);
    this.leave();
    this.ground = ground;
    await this.put(record);
    await this.resume();
  }

  pause(): void {
    if (this.get().queue !== 'running' && this.get().queue !== 'stopping') return;
    this.phase('paused');
    for (const { lane } of this.underWay) lane.pause();
  }

  /**
   * @param ask whether the person may be asked for a file; see `groundOf`
   * @throws UserError where it cannot go on
   */
  async resume(ask = true): Promise<void> {
    const { experiment } = this.get();
    if (!experiment) return;
    if (!(await this.record.hold())) throw new UserError('another tab has this experiment', undefined, 'Close that tab to go on here.');
    const again = this.get().experiment as ExperimentRecord;
    // Who goes on where nothing waits means those that failed.
    if (this.underWay.size === 0 && jobsWaiting(again) === 0) this.record.change(withFailedAgain(again));
    this.phase('running');
    try {
      this.ground ??= await groundOf(again, this.get(), this.deps.session(), ask);
    } catch (error) {
      // Something else may have been put on the page meanwhile.
      if (this.get().experiment?.id === experiment.id) {
        this.phase('paused');
        // What is under way from before rests, under this tab's lock; where nothing is, others may have it.
        for (const { lane } of this.underWay) lane.pause();
        this.settle();
      }
      throw error;
    }
    if (this.get().experiment?.id !== experiment.id) return;
    // Paused meanwhile: nothing is under way that would need the lock.
    if (this.get().queue !== 'running') return this.settle();
    if (!(await this.record.hold())) return;
    this.sayLanes();
    for (const { lane } of this.underWay) lane.resume();
    this.fill();
  }

  /** Those under way come to their end, and no other begins. */
  stop(): void {
    if (this.get().queue === 'idle') return;
    this.phase('stopping');
    for (const { lane } of this.underWay) lane.resume();
    this.settle();
  }

  async move(key: JobKey, place: number): Promise<void> {
    await this.said(this.record.edit((record) => moved(record, key, place)));
  }

  /** @throws UserError where they are too many, or another tab has the queue */
  async addSeeds(count: number): Promise<void> {
    const goes = this.get().queue;
    await this.record.edit((record) => withMoreSeeds(record, count));
    // Seeds are added to be trained; who has paused goes on when he wants.
    if (goes === 'idle') await this.resume();
    else this.fill();
  }

  async setReference(reference: string): Promise<void> {
    await this.said(this.record.edit((record) => (record.contestants.some(({ name }) => name === reference) ? { ...record, reference } : record)));
  }

  setLanes(count: number | undefined): void {
    this.chosenLanes = count;
    this.sayLanes();
    this.fill();
  }

  async open(id: string): Promise<void> {
    const { experiment, queue } = this.get();
    if (experiment?.id === id) return;
    if (queue === 'running' || queue === 'stopping') return this.note('The experiment was not opened: another is still going on. Pause or stop it first.');
    try {
      const record = (await this.deps.session().library.experiment(id)) as ExperimentRecord;
      this.leave();
      await this.put(atRest(record), await this.record.isElsewhere(id));
    } catch (error) {
      this.note(errorText(error));
    }
  }

  /** The experiment that was on the page last is on it again; it goes on by itself where this very tab had it going. */
  async comeBack(): Promise<void> {
    if (this.get().experiment) return;
    const going = goesOn();
    const { experiments } = this.get();
    const id = experiments.find((each) => each.id === going)?.id ?? experiments[0]?.id;
    if (id === undefined) return;
    await this.open(id);
    if (id === going && this.get().experiment?.id === id && !this.get().experimentElsewhere) await this.said(this.resume(false));
  }

  /** With its runs. */
  async remove(id: string): Promise<void> {
    const there = this.get().experiment?.id === id ? this.get().experiment : undefined;
    if (there) {
      this.leave();
      this.set({ experiment: undefined });
      await this.record.written;
    }
    this.removed = there && atRest(there);
    const record = there ?? (await this.record.kept(id));
    const runs = new Set([
      ...(record?.jobs ?? []).flatMap(({ run }) => run ?? []),
      ...(this.get().library?.runs ?? []).flatMap((run) => (run.experiment === id ? run.id : [])),
    ]);
    const names = record?.contestants.map(({ name }) => name).join(', ') ?? '';
    await this.get().removeKept({ experiments: [id], runs: [...runs] }, `the experiment “${names}” and its runs`);
    this.set({ removedExperiment: id });
    await this.get().readExperiments();
  }

  async bringBack(): Promise<void> {
    const { removedExperiment: id } = this.get();
    if (id === undefined) return;
    const mayComeBack = isExperimentToBringBack(this.get());
    this.set({ removedExperiment: undefined });
    if (!mayComeBack) return;
    await this.get().bringBackKept();
    await this.get().readExperiments();
    const { removed } = this;
    this.removed = undefined;
    // It was on the page when it went.
    if (removed?.id === id && !this.get().experiment) await this.put(removed);
  }

  /** Takes the experiment's lanes away: what they train stays at what was kept of it last. */
  private leave(): void {
    this.turn++;
    for (const { lane } of this.underWay) lane.end();
    this.underWay.clear();
    const { experiment } = this.get();
    if (experiment) {
      const resting = atRest(experiment);
      if (resting !== experiment) this.record.change(resting);
    }
    this.closeLanes();
    this.record.letGo();
    this.ground = undefined;
    this.set({ queue: 'idle', jobsUnderWay: [], secondsLeft: undefined, experimentElsewhere: false });
    rememberGoing(undefined);
  }

  /** Puts an experiment on the page. */
  private async put(record: ExperimentRecord, elsewhere = false): Promise<void> {
    await this.record.put(record, elsewhere);
    this.sayLanes();
  }

  /** Begins jobs while lanes are free. */
  private fill(): void {
    const { queue, lanes, experiment } = this.get();
    if (queue === 'running' && experiment && this.ground) {
      for (let job = nextJob(experiment); job && this.underWay.size < lanes; job = nextJob(this.get().experiment as ExperimentRecord)) void this.work(job);
    }
    while (this.free.length > 0 && this.underWay.size + this.free.length > lanes) this.free.pop()?.end();
    this.tellSoon();
    this.settle();
  }

  /** Where nothing is under way any more, and nothing begins, that is said, and the workers end. */
  private settle(): void {
    const { queue, experiment } = this.get();
    if (this.underWay.size > 0 || !experiment) return;
    const waits = jobsWaiting(experiment) > 0;
    if (queue === 'running' && waits) return;
    if (queue === 'running' || queue === 'stopping') this.phase(waits ? 'paused' : 'idle');
    this.closeLanes();
    // What was changed last is written down before another tab may have it.
    const { turn } = this;
    void this.record.written.then(() => turn === this.turn && this.underWay.size === 0 && this.get().queue !== 'running' && this.record.letGoAfterEdits());
    this.tellNow();
  }

  private async work(before: Job): Promise<void> {
    const { turn } = this;
    const { experiment } = this.get();
    const { ground } = this;
    const contestant = experiment?.contestants.find(({ name }) => name === before.contestant);
    if (!experiment || !ground || !contestant) return;
    const id = before.run ?? newRunId(experiment);
    const { message: _, ...rest } = before;
    const job: Job = { ...rest, state: 'training', run: id };
    const lane = this.free.pop() ?? new Lane((this.deps.lane ?? openLaneWorker)(), ground);
    const mine: UnderWay = { key: { contestant: job.contestant, seed: job.seed }, epochs: contestant.config.train?.epochs ?? 0, lane, run: undefined };
    this.underWay.add(mine);
    this.tellSoon();
    this.record.change(withJob(experiment, job));
    const now = () => turn === this.turn;
    try {
      await this.record.written;
      const threads = threadsOfLane(Math.min(this.get().lanes, this.underWay.size + jobsWaiting(this.get().experiment as ExperimentRecord)), cores());
      // Every setting is stated: the seed is another, in a sweep's rung also the most epochs, and nothing else.
      const stated = contestant.config as RunRecord['config'];
      const config = { ...stated, seed: job.seed, ...(job.epochs !== undefined && { train: { ...stated.train, epochs: job.epochs } }) };
      const run = await lane.train({ id, config, begun: before.run !== undefined, threads }, (told) => {
        mine.run = told;
        this.tellSoon();
      });
      if (!now()) return;
      this.free.push(lane);
      this.record.change(withNextRung(withJob(this.get().experiment as ExperimentRecord, doneJob(job, run))));
    } catch (error) {
      lane.end();
      if (!now()) return;
      const trouble = error instanceof LaneTrouble;
      const ended: Job = trouble ? { ...job, state: 'waiting' } : { ...job, state: 'failed', message: errorText(error) };
      this.record.change(withNextRung(withJob(this.get().experiment as ExperimentRecord, ended)));
      if (trouble) {
        this.note(`The experiment has stopped: ${error.message}`);
        this.underWay.delete(mine);
        this.ground = undefined;
        // Whoever has paused has the others rest.
        if (this.get().queue !== 'paused') this.stop();
      }
    }
    this.underWay.delete(mine);
    this.fill();
    await this.record.written;
    await this.get().readExperiments();
  }

  private closeLanes(): void {
    for (const lane of this.free) lane.end();
    this.free = [];
  }

  private phase(queue: QueuePhase): void {
    this.set({ queue });
    rememberGoing(queue === 'running' ? this.get().experiment?.id : undefined);
  }

  /** How many runs go side by side: of the experiment that is there, else of one on the data that are open. */
  sayLanes(): void {
    const { experiment, table, config, engines } = this.get();
    const own = config.engine === 'auto' ? engines?.auto.name : config.engine;
    const engine = experiment ? (experiment.contestants[0]?.config.engine as EngineName) : own;
    const onGpu = engines?.options.some(({ hardware }) => hardware) ?? false;
    const usual = usualLanes(engine ?? 'wasm', onGpu, cores(), experiment ? sizeOf(experiment, table) : sizeOfTable(table));
    this.set({ lanes: this.chosenLanes ?? usual });
  }

  private async engineOf(): Promise<EngineName> {
    const { config, engines } = this.get();
    if (config.engine !== 'auto') return config.engine;
    return (engines ?? (await this.deps.session().engines.describe(rememberedMeasures()))).auto.name;
  }

  private tellSoon(): void {
    this.telling ??= setTimeout(() => this.tellNow(), MS_BETWEEN);
  }

  private tellNow(): void {
    clearTimeout(this.telling);
    this.telling = undefined;
    const { experiment, lanes } = this.get();
    const all = [...this.underWay];
    const left = experiment && secondsLeft(experiment, all.map(timesOf), lanes);
    this.set({ jobsUnderWay: all.map(progressOf), secondsLeft: left });
  }

  /** What went wrong is said on the page. */
  private async said(act: Promise<void>): Promise<void> {
    await act.catch((error: unknown) => this.note(capital(errorText(error))));
  }

  private note(text: string): void {
    this.get().note(text);
  }
}

/** Of the table that an experiment is of; not known where it is not open, and the record is of an earlier version. */
function sizeOf({ data: { hash, rows, columns } }: ExperimentRecord, table: OpenTable | undefined) {
  if (table?.hash === hash) return sizeOfTable(table);
  return rows === undefined || columns === undefined ? undefined : { rows, columns };
}

/** Where none is open nothing can begin yet: the number is that of a small one. */
const sizeOfTable = (table: OpenTable | undefined) => ({ rows: table?.rows ?? 1, columns: table?.columns.length ?? 1 });

const cores = (): number => globalThis.navigator?.hardwareConcurrency ?? 1;
