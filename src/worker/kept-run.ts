import type { RunConfig } from '../config/run-config';
import type { EngineInfo } from '../protocol/engine';
import type { RunEvent } from '../protocol/run';
import { isActive, newRun, type RunRecord } from '../runs/record';
import { withEvent } from '../runs/with-event';
import type { TrainerState } from '../training/checkpoint/state';
import type { Trainer } from '../training/trainer';
import { answerOthers } from './asked-how';
import { type Checkpoint, Checkpoints, checkpointOf } from './checkpoints';
import type { LibraryRoom } from './library-room';

/** What a checkpoint says besides the state of the models. */
type About = Pick<Checkpoint, 'config' | 'dataHash' | 'rowsFile'>;

/** The list says how far a run is; what it goes on from is newer. */
const MS_BETWEEN_LISTS = 10_000;

/** Larger models are not kept as they train. */
const MOST_BYTES = 512 * 2 ** 20;
const TOO_LARGE = 'its model is too large to be written down while it trains';

/** One of many runs of an experiment: a model above this is not kept after it, since dozens of them would fill the disk. */
const MOST_BYTES_OF_MANY = 16 * 2 ** 20;

/** A run that is told and kept as it goes. */
export class KeptRun {
  private engine: EngineInfo | undefined;
  private toldTrouble: string | undefined;
  private listedAt = performance.now();
  /** What ends all that outlives no run. */
  private readonly ends: (() => void)[] = [];

  private constructor(
    private readonly checkpoints: Checkpoints | undefined,
    private readonly library: LibraryRoom,
    private readonly about: About,
    private record: RunRecord,
    private readonly onEvent: (event: RunEvent) => void,
    private readonly ofMany: boolean,
  ) {}

  /** @param id left out: it is told only @param record what was told of it before @param ofMany as `TrainOptions` has it */
  static async of(
    id: string | undefined,
    library: LibraryRoom,
    about: About,
    onEvent: (event: RunEvent) => void,
    record?: RunRecord,
    ofMany = false,
  ): Promise<KeptRun> {
    const checkpoints = id === undefined ? undefined : await Checkpoints.of(id, await library.keepsRuns());
    const known = record ?? { ...newRun({ config: about.config }), ...(id !== undefined && { id }) };
    const run = new KeptRun(checkpoints, library, about, known, onEvent, ofMany);
    if (checkpoints && id !== undefined) {
      run.ends.push(
        library.whenChosen((keeps) => run.chosen(checkpoints, keeps)),
        answerOthers(id, () => run.record),
      );
      library.tell('changed');
    }
    return run;
  }

  readonly tell = (event: RunEvent): void => {
    if (event.type === 'engine') this.engine = event.engine;
    const { checkpoints } = this;
    if (checkpoints) {
      const begun = performance.now();
      // Typed arrays are handed over with the event, and are gone here then.
      this.record = withEvent(this.record, structuredClone(event));
      checkpoints.charge(performance.now() - begun);
    }
    this.onEvent(event);
  };

  get config(): RunConfig {
    return this.about.config;
  }

  /** Before its first step: whatever happens, it is known what was asked for. */
  async begin(): Promise<void> {
    await this.keep(async () => undefined, false);
    await this.list();
  }

  /** Keeps it where the moment is one to keep. */
  async settled(at: 'step' | 'rest' | 'epoch', trainer: Trainer): Promise<void> {
    if (!this.checkpoints?.isDue(at) || this.isTooLarge(trainer)) return;
    await this.keep(() => trainer.state());
    if (at !== 'rest' && performance.now() - this.listedAt <= MS_BETWEEN_LISTS) return;
    const begun = performance.now();
    await this.list();
    this.checkpoints.charge(performance.now() - begun);
  }

  /** Keeps it as it ended: with its models, where they can be asked. */
  async end(trainer: Trainer | undefined): Promise<void> {
    const large = this.ofMany && trainer && trainer.stateBytes > MOST_BYTES_OF_MANY;
    // There are two places, and each would hold one.
    if (large) for (const _ of [1, 2]) await this.keep(async () => undefined);
    else if (!trainer || !this.isTooLarge(trainer)) await this.keep(async () => (trainer ? trainer.state() : this.last()));
    await this.list();
  }

  /** Whether it can go on when its engine has gone. */
  get isKept(): boolean {
    return this.checkpoints !== undefined;
  }

  /** What it goes on from; undefined: its beginning. */
  async last(): Promise<TrainerState | undefined> {
    return (await this.checkpoints?.last())?.state;
  }

  close(): void {
    for (const end of this.ends) end();
    this.checkpoints?.close();
  }

  /** Whether anything is kept has been chosen anew: it goes on where it may be kept from now on. */
  private async chosen(checkpoints: Checkpoints, keeps: boolean): Promise<void> {
    await checkpoints.keepOn(keeps);
    const { refused } = checkpoints;
    if (refused !== undefined) this.sayRefused(refused);
    else await this.list();
  }

  private sayRefused(why: string): void {
    if (this.toldTrouble !== why) this.tell({ type: 'not kept', why });
    this.toldTrouble = why;
  }

  /** Its numbers would stand three times in memory while they are written. */
  private isTooLarge({ stateBytes }: Trainer): boolean {
    if (stateBytes <= MOST_BYTES) return false;
    this.sayRefused(TOO_LARGE);
    return true;
  }

  /** In the library: where it can go on from, while it has not ended. */
  private async list(): Promise<void> {
    const { checkpoints, record, engine } = this;
    if (!checkpoints) return;
    this.listedAt = performance.now();
    const from = isActive(record) && checkpoints.refused === undefined && engine;
    await this.library.keepRun(record, from ? { epoch: this.epoch, engine: from.name } : undefined);
  }

  private get epoch(): number {
    return this.record.progress?.model?.epoch ?? this.record.epochs.length;
  }

  private async keep(stateNow: () => Promise<TrainerState | undefined>, waited = true): Promise<void> {
    const { checkpoints, about } = this;
    if (!checkpoints) return;
    const kept = await checkpoints.keep(async () => {
      const state = await stateNow();
      return checkpointOf({ ...about, engine: this.engine, record: this.record, state });
    }, waited);
    const { refused } = checkpoints;
    if (kept) {
      this.toldTrouble = undefined;
      this.tell({ type: 'kept', epoch: this.epoch, spentMs: checkpoints.spentMs });
    } else if (refused !== undefined) this.sayRefused(refused);
  }
}
