import type { StoreApi } from 'zustand';
import { UserError } from '../../lib/user-error';
import { KEPT_CHANNEL } from '../../protocol/library';
import { atRest, jobsWaiting } from '../../runs/experiment/queue';
import type { ExperimentRecord, QueuePhase } from '../../runs/experiment/record';
import type { Deps } from '../store/deps';
import type { AppState } from '../store/store';
import { holdQueue, isHeldElsewhere, whenFree } from './hold';

/**
 * The record of the experiment on the page. It is written down as it changes; whoever changes it holds its lock, so that one tab at most
 * does; and where another does, it is shown as it is there.
 */
export class RecordKeeper {
  private release: (() => Promise<void>) | undefined;
  /** Resolves when what was let go is given back. Until then this tab's own lock would seem to be another's. */
  private givenBack: Promise<void> = Promise.resolve();
  /** The lock that is asked for now. Whoever else wants it waits for this one: to a second request of this tab it would seem to be another's. */
  private asking: { id: string; held: Promise<boolean> } | undefined;
  /** Edits under way. Where it is held for them alone, the last lets it go. */
  private edits = 0;
  private forEditsAlone = false;
  private keeping: Promise<unknown> = Promise.resolve();
  private lastKept: ExperimentRecord | undefined;

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

  /** Whether this tab has the queue. */
  get isHeld(): boolean {
    return this.release !== undefined;
  }

  /** Resolves when all that was changed by now is written down. */
  get written(): Promise<unknown> {
    return this.keeping;
  }

  /** Puts an experiment on the page. */
  async put(record: ExperimentRecord, elsewhere = false): Promise<void> {
    this.set({ experiment: record, experimentElsewhere: elsewhere, experimentKept: true, queue: jobsWaiting(record) > 0 && !elsewhere ? 'paused' : 'idle' });
    if (elsewhere) this.mindFreed(record.id);
    else await this.keep(true);
  }

  /** Changes the experiment on the page, and keeps it. @throws UserError where another tab has it, or as `next` */
  async edit(next: (record: ExperimentRecord) => ExperimentRecord): Promise<void> {
    if (!this.get().experiment) return;
    if (!this.release && !this.asking) this.forEditsAlone = true;
    this.edits++;
    try {
      if (!(await this.take())) throw new UserError('nothing was changed, because another tab has this experiment', undefined, 'Close that tab first.');
      const { experiment } = this.get();
      if (experiment) this.change(next(experiment));
    } finally {
      await this.keeping;
      this.edits--;
      if (this.edits === 0 && this.forEditsAlone && this.get().queue !== 'running') this.letGo();
    }
  }

  change(experiment: ExperimentRecord): void {
    if (experiment === this.get().experiment) return;
    this.set({ experiment });
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

  /** @returns whether the queue is this tab's: then the record is as whoever had it last has left it */
  hold(): Promise<boolean> {
    this.forEditsAlone = false;
    return this.take();
  }

  private take(): Promise<boolean> {
    const id = this.get().experiment?.id;
    if (this.asking && this.asking.id === id) return this.asking.held;
    if (this.release || id === undefined) return Promise.resolve(this.release !== undefined);
    const asking = { id, held: this.askFor(id) };
    this.asking = asking;
    const asked = () => {
      if (this.asking === asking) this.asking = undefined;
    };
    asking.held.then(asked, asked);
    return asking.held;
  }

  private async askFor(id: string): Promise<boolean> {
    const { experimentKept } = this.get();
    const isThere = () => this.get().experiment?.id === id;
    await this.givenBack;
    const release = await holdQueue(id);
    if (!release) {
      if (isThere()) {
        this.set({ experimentElsewhere: true, queue: 'idle' });
        this.mindFreed(id);
      }
      return false;
    }
    if (this.release || !isThere()) {
      await release();
      return false;
    }
    this.release = release;
    await this.keeping;
    const there = experimentKept ? await this.kept(id) : undefined;
    // It was let go meanwhile: another experiment is on the page.
    if (this.release !== release || !isThere()) return false;
    this.set({ ...(there && { experiment: atRest(there) }), experimentElsewhere: false });
    return true;
  }

  /** Another tab may have it, as soon as what was changed last is written down. */
  letGo(): void {
    const { release } = this;
    this.release = undefined;
    this.forEditsAlone = false;
    if (release) this.givenBack = Promise.all([this.givenBack, this.keeping.then(release)]).then(() => {});
  }

  /** As `letGo`; edits that are under way have it until the last is through. */
  letGoAfterEdits(): void {
    if (this.edits > 0) this.forEditsAlone = true;
    else this.letGo();
  }

  /** Whether another tab has the queue of an experiment. */
  async isElsewhere(id: string): Promise<boolean> {
    await this.givenBack;
    return isHeldElsewhere(id);
  }

  /** @returns undefined where it is not kept, or cannot be read */
  async kept(id: string): Promise<ExperimentRecord | undefined> {
    return (await this.deps
      .session()
      .library.experiment(id)
      .catch(() => undefined)) as ExperimentRecord | undefined;
  }

  /** What another tab does to the experiment is shown here. */
  private async look(): Promise<void> {
    const id = this.get().experiment?.id;
    if (id === undefined || this.release || this.asking) return;
    const [elsewhere, there] = [await this.isElsewhere(id), await this.kept(id)];
    const { experiment, experimentElsewhere } = this.get();
    if (this.release || this.asking || experiment?.id !== id) return;
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
}
