import { ablate } from '../insight/ablation/ablation';
import { embeddingsOf, neighboursOf } from '../insight/embeddings';
import { findRows } from '../insight/find-rows';
import { predictTest } from '../insight/predict-test';
import type { Prober } from '../insight/probe/prober';
import { calibrate, qualityBySlice } from '../insight/quality';
import { cutsOf } from '../insight/slices';
import type { Pace, Subject } from '../insight/subject';
import { fieldsOfRow, whatIf } from '../insight/what-if';
import { UserError } from '../lib/user-error';
import type {
  Ablation,
  Calibration,
  Condition,
  Embeddings,
  FoundRow,
  Instances,
  Look,
  Neighbour,
  RowField,
  Slice,
  WhatIf,
  WhatIfChange,
} from '../protocol/insight';
import { nextTask } from './control';
import type { InsideWatch } from './inside-watch';

/** Rows that a search shows. */
const MOST_FOUND = 20;
const NEIGHBOURS = 10;
/** What ends work that somebody gave up. */
const GIVEN_UP = new UserError('it was given up');

/** What is known of one state of the model, or under way. */
interface Known {
  at: string;
  look?: Promise<Look>;
  predictions?: Promise<Float32Array>;
}

/** Answers to questions about one run's model, as it stands while the run rests or once it has ended. */
export class Questions {
  private known: Known = { at: '' };
  private ablating = new AbortController();
  private readonly dropped = new AbortController();

  /** @param state tells one state of the model from another; undefined while it is being trained */
  constructor(
    private readonly subject: Subject,
    private readonly inside: InsideWatch | undefined,
    private readonly seed: number,
    private readonly state: () => string | undefined,
  ) {}

  /** @returns undefined where it was given up */
  async ablate(onProgress: (done: number, total: number) => void): Promise<Ablation | undefined> {
    this.ablating = new AbortController();
    const pace = this.pace(this.ablating.signal);
    try {
      const { look } = await this.looked();
      await pace.breathe();
      return await ablate(this.subject, look.domains, this.seed, pace, onProgress);
    } catch (error) {
      if (error === GIVEN_UP) return undefined;
      throw error;
    }
  }

  cancelAblation(): void {
    this.ablating.abort();
  }

  /** The model is about to go: whatever is being measured ends. */
  drop(): void {
    this.ablating.abort();
    this.dropped.abort();
  }

  async calibration(): Promise<Calibration[]> {
    return calibrate(await this.predictions(), this.subject);
  }

  async cuts(): Promise<{ cut: string; title: string }[]> {
    return cutsOf(this.subject);
  }

  async slices(cut: string): Promise<Slice[]> {
    return qualityBySlice(await this.predictions(), this.subject, cut);
  }

  async embeddings(field: string): Promise<Embeddings> {
    this.atRest();
    return embeddingsOf(this.subject, field);
  }

  async neighbours(field: string, value: string): Promise<Neighbour[]> {
    this.atRest();
    return neighboursOf(this.subject, field, value, NEIGHBOURS);
  }

  async findRows(conditions: Condition[]): Promise<{ rows: FoundRow[]; total: number }> {
    return findRows(this.subject.table, this.subject.data, conditions, MOST_FOUND);
  }

  async rowFields(row: number): Promise<RowField[]> {
    return fieldsOfRow(this.subject, row);
  }

  async whatIf(change: WhatIfChange): Promise<WhatIf> {
    const { prober, look } = await this.looked();
    const { h } = look.instances as Instances;
    const positions = prober.sample.own.map(({ position }) => position);
    // A copy: what is answered is handed over, and gone here.
    return { ...(await whatIf(this.subject, change, h, positions)), factors: structuredClone(look.factors) };
  }

  private async looked(): Promise<{ prober: Prober; look: Look }> {
    if (!this.inside) throw new UserError('this model has no adapters to look into', undefined, 'Switch one on in the Model panel, and train.');
    const known = this.atRest();
    const prober = this.inside.prober();
    known.look ??= this.kept(known, 'look', prober.look(this.subject.learner, 0));
    return { prober, look: await known.look };
  }

  private predictions(): Promise<Float32Array> {
    const known = this.atRest();
    known.predictions ??= this.kept(known, 'predictions', predictTest(this.subject, this.pace(this.dropped.signal)));
    return known.predictions;
  }

  /** What fails is asked anew. */
  private kept<T>(known: Known, name: 'look' | 'predictions', asked: Promise<T>): Promise<T> {
    asked.catch(() => delete known[name]);
    return asked;
  }

  /** Work goes on only while the model stays as it is. */
  private pace(signal: AbortSignal): Pace {
    const at = this.state();
    return {
      breathe: async () => {
        await nextTask();
        if (signal.aborted) throw GIVEN_UP;
        if (this.state() !== at) throw new UserError('the model has changed meanwhile', undefined, 'Pause the run, or wait for its end, and ask again.');
      },
    };
  }

  /** What is known of the model as it is now. @throws UserError while it is being trained */
  private atRest(): Known {
    const at = this.state();
    if (at === undefined) throw new UserError('the model is being trained', undefined, 'Pause the run, or wait for its end.');
    if (this.known.at !== at) this.known = { at };
    return this.known;
  }
}
