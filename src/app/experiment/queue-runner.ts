import type { StoreApi } from 'zustand';
import type { Experiment } from '../../config/experiment';
import { errorText } from '../../lib/error-text';
import type { EngineName } from '../../protocol/engine';
import { KEPT_CHANNEL } from '../../protocol/library';
import {
  atRest,
  doneJob,
  type JobKey,
  type JobTimes,
  jobsWaiting,
  moved,
  nextJob,
  runIdIn,
  secondsLeft,
  withFailedAgain,
  withJob,
  withMoreSeeds,
} from '../../runs/experiment/queue';
import type { ExperimentRecord, Job, JobProgress, QueuePhase } from '../../runs/experiment/record';
import type { RunRecord } from '../../runs/record';
import type { Deps } from '../store/deps';
import { rememberedMeasures } from '../store/remembered';
import { hindranceOf } from '../store/selectors';
import type { AppState } from '../store/store';
import { beginExperiment } from './begin';
import { goesOn, rememberGoing } from './going-on';
import { groundOf } from './ground';
import { holdQueue, isHeldElsewhere, whenFree } from './hold';
import { Lane, type LaneGround, LaneTrouble, openLaneWorker } from './lane';
import { threadsOfLane, usualLanes } from './lane-count';

/** Shortest time between two tellings of how far the jobs are. */
const MS_BETWEEN = 250;

/** A job that a lane has, and how far it is. */
interface UnderWay {
  key: JobKey;
  lane: Lane;
  run: RunRecord | undefined;
}

/**
 * Trains the jobs of the experiment on the page, in lanes side by side. It holds the experiment's lock while it does, and keeps its record
 * whenever a job begins or ends: what is trained is never trained again.
 */
export class QueueRunner {
  private readonly underWay = new Set<UnderWay>();
  private free: Lane[] = [];
  private ground: LaneGround | undefined;
  private release: (() => void) | undefined;
  /** Lanes that were opened before another experiment came have nothing to say any more. */
  private turn = 0;
  private keeping: Promise<unknown> = Promise.resolve();
  private telling: ReturnType<typeof setTimeout> | undefined;
  private chosenLanes: number | undefined;
  /** What was removed last, as it was. */
  private removed: ExperimentRecord | undefined;

  constructor(
    private readonly set: StoreApi<AppState>['setState'],
    private readonly get: StoreApi<AppState>['getState'],
    private readonly deps: Deps,
  ) {
    if ('BroadcastChannel' in globalThis)
      new BroadcastChannel(KEPT_CHANNEL).onmessage = ({ data }) => {
        if (data === 'changed') void this.look();
      };
  }

  async start(experiment: Experiment): Promise<void> {
    const { queue, table, config } = this.get();
    const hinders = hindranceOf(this.get());
    if (queue !== 'idle' && queue !== 'paused') return this.note('The experiment was not begun: another is still going on. Stop it first.');
    if (!table || hinders) return this.note(`The experiment cannot begin: ${hinders ?? 'open data first.'}`);
    try {
      const record = beginExperiment(experiment, config, table, await this.engineOf());
      this.leave();
      await this.put(record);
      await this.resume();
    } catch (error) {
      this.note(`The experiment cannot begin: ${errorText(error)}`);
    }
  }

  pause(): void {
    if (this.get().queue !== 'running' && this.get().queue !== 'stopping') return;
    this.phase('paused');
    for (const { lane } of this.underWay) lane.pause();
  }

  async resume(ask = true): Promise<void> {
    const { experiment } = this.get();
    if (!experiment) return;
    if (!(await this.hold())) return this.note('Another tab has this experiment. Close that tab to go on here.');
    const again = this.get().experiment as ExperimentRecord;
    // Who goes on where nothing waits means those that failed.
    if (this.underWay.size === 0 && jobsWaiting(again) === 0) this.change(withFailedAgain(again));
    try {
      this.ground ??= await groundOf(again, this.get(), this.deps.session(), ask);
    } catch (error) {
      this.letGo();
      return this.note(errorText(error));
    }
    // Something else may have been put on the page meanwhile.
    if (this.get().experiment?.id !== experiment.id) return;
    this.sayLanes();
    this.phase('running');
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

  async move({ contestant, seed }: JobKey, place: number): Promise<void> {
    await this.edit((record) => moved(record, { contestant, seed }, place));
  }

  async addSeeds(count: number): Promise<void> {
    const goes = this.get().queue;
    const added = await this.edit((record) => withMoreSeeds(record, count));
    // Seeds are added to be trained; who has paused wants to go on by himself.
    if (added && goes === 'idle') await this.resume();
    else this.fill();
  }

  async setReference(reference: string): Promise<void> {
    await this.edit((record) => (record.contestants.some(({ name }) => name === reference) ? { ...record, reference } : record));
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
      await this.put(atRest(record), await isHeldElsewhere(id));
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
    if (id === going && this.get().experiment?.id === id && !this.get().experimentElsewhere) await this.resume(false);
  }

  /** With its runs. */
  async remove(id: string): Promise<void> {
    const there = this.get().experiment?.id === id ? this.get().experiment : undefined;
    if (there) {
      this.leave();
      this.set({ experiment: undefined });
      await this.keeping;
    }
    this.removed = there && atRest(there);
    const record =
      there ??
      ((await this.deps
        .session()
        .library.experiment(id)
        .catch(() => undefined)) as ExperimentRecord | undefined);
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
    this.set({ removedExperiment: undefined });
    if (this.get().removed?.keys.experiments?.includes(id)) await this.get().bringBackKept();
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
      if (resting !== experiment) this.change(resting);
    }
    this.closeLanes();
    this.letGo();
    this.ground = undefined;
    this.set({ queue: 'idle', jobsUnderWay: [], secondsLeft: undefined, experimentElsewhere: false });
    rememberGoing(undefined);
  }

  /** Puts an experiment on the page. */
  private async put(record: ExperimentRecord, elsewhere = false): Promise<void> {
    this.set({ experiment: record, experimentElsewhere: elsewhere, experimentKept: true, queue: jobsWaiting(record) > 0 && !elsewhere ? 'paused' : 'idle' });
    this.sayLanes();
    if (elsewhere) this.mindFreed(record.id);
    else await this.keep(true);
  }

  /** Begins jobs while lanes are free. */
  private fill(): void {
    const { queue, lanes, experiment } = this.get();
    if (queue === 'running' && experiment) {
      for (let job = nextJob(experiment); job && this.underWay.size < lanes; job = nextJob(this.get().experiment as ExperimentRecord)) void this.work(job);
    }
    while (this.free.length > 0 && this.underWay.size + this.free.length > lanes) this.free.pop()?.end();
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
    void this.keeping.then(() => turn === this.turn && this.underWay.size === 0 && this.get().queue !== 'running' && this.letGo());
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
    const mine: UnderWay = { key: { contestant: job.contestant, seed: job.seed }, lane, run: undefined };
    this.underWay.add(mine);
    this.change(withJob(experiment, job));
    const now = () => turn === this.turn;
    try {
      await this.keeping;
      const threads = threadsOfLane(Math.min(this.get().lanes, this.underWay.size + jobsWaiting(this.get().experiment as ExperimentRecord)), cores());
      // Every setting is stated: the seed is another, and nothing else.
      const config = { ...contestant.config, seed: job.seed } as RunRecord['config'];
      const run = await lane.train({ id, config, begun: before.run !== undefined, threads }, (told) => {
        mine.run = told;
        this.tellSoon();
      });
      if (!now()) return;
      this.free.push(lane);
      this.change(withJob(this.get().experiment as ExperimentRecord, doneJob(job, run)));
    } catch (error) {
      lane.end();
      if (!now()) return;
      const trouble = error instanceof LaneTrouble;
      const ended: Job = trouble ? { ...job, state: 'waiting' } : { ...job, state: 'failed', message: errorText(error) };
      this.change(withJob(this.get().experiment as ExperimentRecord, ended));
      if (trouble) {
        this.note(`The experiment has stopped: ${error.message}`);
        this.underWay.delete(mine);
        this.ground = undefined;
        this.stop();
      }
    }
    this.underWay.delete(mine);
    this.tellSoon();
    this.fill();
    await this.keeping;
    await this.get().readExperiments();
  }

  /** Changes the experiment on the page, and keeps it; where another tab has it, nothing is changed, and that is said. */
  private async edit(next: (record: ExperimentRecord) => ExperimentRecord): Promise<boolean> {
    if (!this.get().experiment) return false;
    const held = this.release !== undefined;
    if (!(await this.hold())) {
      this.note('Nothing was changed: another tab has this experiment.');
      return false;
    }
    try {
      const { experiment } = this.get();
      if (experiment) this.change(next(experiment));
      return true;
    } catch (error) {
      this.note(errorText(error));
      return false;
    } finally {
      await this.keeping;
      if (!held && this.underWay.size === 0 && this.get().queue !== 'running') this.letGo();
    }
  }

  private change(experiment: ExperimentRecord): void {
    if (experiment === this.get().experiment) return;
    this.set({ experiment });
    this.tellSoon();
    void this.keep();
  }

  /** Writes it down, one state after the other; of those that wait the last alone. */
  private keep(opened = false): Promise<unknown> {
    const { experiment } = this.get();
    this.keeping = this.keeping.then(async () => {
      const latest = this.get().experiment;
      const record = latest?.id === experiment?.id ? latest : experiment;
      if (!record || (record === this.lastKept && !opened)) return;
      this.lastKept = record;
      const kept = await this.deps
        .session()
        .library.keepExperiment(record, opened)
        .catch(() => false);
      if (this.get().experiment?.id === record.id) this.set({ experimentKept: kept });
      if (opened) await this.get().readExperiments();
    });
    return this.keeping;
  }
  private lastKept: ExperimentRecord | undefined;

  /** @returns whether the queue is this tab's: then the record is as whoever had it last has left it */
  private async hold(): Promise<boolean> {
    const { experiment, experimentKept } = this.get();
    if (this.release || !experiment) return this.release !== undefined;
    const { id } = experiment;
    const release = await holdQueue(id);
    if (!release) {
      if (this.get().experiment?.id === id) {
        this.set({ experimentElsewhere: true, queue: 'idle' });
        this.mindFreed(id);
      }
      return false;
    }
    if (this.release || this.get().experiment?.id !== id) {
      release();
      return this.release !== undefined;
    }
    this.release = release;
    await this.keeping;
    const there = experimentKept ? await this.kept(id) : undefined;
    if (there && this.get().experiment?.id === id) this.set({ experiment: atRest(there) });
    this.set({ experimentElsewhere: false });
    return true;
  }

  private letGo(): void {
    this.release?.();
    this.release = undefined;
  }

  private async kept(id: string): Promise<ExperimentRecord | undefined> {
    return (await this.deps
      .session()
      .library.experiment(id)
      .catch(() => undefined)) as ExperimentRecord | undefined;
  }

  /** What another tab does to the experiment is shown here. */
  private async look(): Promise<void> {
    const id = this.get().experiment?.id;
    if (id === undefined || this.release) return;
    const [elsewhere, there] = [await isHeldElsewhere(id), await this.kept(id)];
    const { experiment, experimentElsewhere } = this.get();
    if (this.release || experiment?.id !== id) return;
    const record = there ?? experiment;
    const shown = elsewhere ? record : atRest(record);
    const same = JSON.stringify(shown) === JSON.stringify(experiment);
    const queue: QueuePhase = !elsewhere && jobsWaiting(shown) > 0 ? 'paused' : 'idle';
    this.set({ ...(!same && { experiment: shown }), experimentElsewhere: elsewhere, queue });
    if (elsewhere && !experimentElsewhere) this.mindFreed(id);
  }

  /** When the other tab is closed, this one may have it. */
  private mindFreed(id: string): void {
    const free = async () => {
      if (this.get().experiment?.id === id) await this.look();
    };
    void whenFree(id).then(free, () => {});
  }

  private closeLanes(): void {
    for (const lane of this.free) lane.end();
    this.free = [];
  }

  private phase(queue: QueuePhase): void {
    this.set({ queue });
    rememberGoing(queue === 'running' ? this.get().experiment?.id : undefined);
  }

  private sayLanes(): void {
    const { experiment, table } = this.get();
    const engine = experiment?.contestants[0]?.config.engine as EngineName | undefined;
    const rows = table?.hash === experiment?.data.hash ? table : undefined;
    const usual = usualLanes(engine ?? 'wasm', cores(), rows ?? { rows: 1, columns: [] });
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

  private note(text: string): void {
    this.get().note(text);
  }
}

const cores = (): number => globalThis.navigator?.hardwareConcurrency ?? 1;

/** An id that no other run of the experiment has. */
function newRunId({ id, jobs }: ExperimentRecord): string {
  const taken = new Set(jobs.flatMap(({ run }) => run ?? []));
  let number = 1;
  while (taken.has(runIdIn(id, number))) number++;
  return runIdIn(id, number);
}

function timesOf({ key, run }: UnderWay): JobTimes {
  const { secondsLeft: left, secondsInAll } = run?.progress?.model ?? {};
  return { ...key, ...(left !== undefined && { secondsLeft: left }), ...(secondsInAll !== undefined && { secondsInAll }) };
}

function progressOf({ key, run }: UnderWay): JobProgress {
  const { epoch = run?.epochs.length ?? 0, epochs = run?.config.train.epochs ?? 0, secondsLeft: left } = run?.progress?.model ?? {};
  return { ...key, epoch, epochs, ...(left !== undefined && { secondsLeft: left }) };
}
