import { fieldColumn, fieldName } from '../config/fields';
import type { Table } from '../data/types';
import { ablate } from '../insight/ablation/ablation';
import { editedRows } from '../insight/edited-rows';
import { embeddingsOf, neighboursOf } from '../insight/embeddings';
import { findRows } from '../insight/find-rows';
import { Prober } from '../insight/probe/prober';
import { describeSample } from '../insight/probe/sample';
import { calibrate, qualityBySlice } from '../insight/quality';
import { cutsOf } from '../insight/slices';
import type { Pace, Subject } from '../insight/subject';
import { MOST_FOLLOWED, standIn } from '../insight/walk/followed';
import { measureStrengths } from '../insight/walk/strengths';
import { Walker } from '../insight/walk/walker';
import { fieldsOfRow, whatIf } from '../insight/what-if';
import { UserError } from '../lib/user-error';
import type {
  Ablation,
  Calibration,
  Condition,
  Embeddings,
  FoundRow,
  InsideCalls,
  Instances,
  Look,
  Neighbour,
  RowField,
  Slice,
  WhatIf,
  WhatIfChange,
} from '../protocol/insight';
import type { RunEvent } from '../protocol/run';
import type { Strengths } from '../protocol/walk';
import type { Trainer } from '../training/trainer';
import type { ModelPart } from '../training/variant';
import { AskedModel, CHANGED, GIVEN_UP } from './asked-model';
import { InsideWatch, type Watched } from './inside-watch';

type Looked = Awaited<ReturnType<AskedModel['looked']>>;

/** Rows that a person may choose to have kept in every look. */
const MOST_WATCHED = 8;
/** Rows that a search shows. */
const MOST_FOUND = 20;
const NEIGHBOURS = 10;

/** Looks into the run that is there, and answers questions about its model. */
export class InsightRoom implements InsideCalls {
  private present: { trainer: Trainer; watch: InsideWatch | undefined; asked: AskedModel } | undefined;
  /** Row numbers of one table say nothing of another. */
  private watched: { rows: number[]; table: Table | undefined } = { rows: [], table: undefined };
  private followed: { rows: number[]; table: Table | undefined } = { rows: [], table: undefined };
  private ablating = new AbortController();
  private measuring = new AbortController();

  /**
   * A run begins: it is looked into from now on.
   *
   * @param state tells one state of the model from another; undefined while it is being trained
   * @param open whether somebody watches; `unhurried`: every look is taken, whatever it costs; `at end`: only the last one is
   * @returns what takes the looks, where the model has adapters
   */
  begin(
    trainer: Trainer,
    { data, table }: Pick<Subject, 'data' | 'table'>,
    state: () => string | undefined,
    onEvent: (event: RunEvent) => void,
    open: Watched,
  ): InsideWatch | undefined {
    const { config } = trainer;
    const { learner, batcher } = trainer.model.parts[0];
    const { model } = learner;
    const apart = config.model.sharing === 'separate' && { apart: (domain: number) => trainer.model.parts[domain] as ModelPart };
    const batcherOf: Subject['batcherOf'] = (rows, other) => trainer.batcherOf(rows, other);
    const subject: Subject = { learner, batcher, batcherOf, data, table, ...apart };
    const columnOf = new Map(config.data.sparse.map((field) => [fieldName(field), fieldColumn(field)]));
    const makeProber = () => {
      const prober = new Prober(data, batcher, (edits) => batcherOf(editedRows(data, edits)), config.seed, config);
      prober.walker = new Walker(subject, columnOf, standIn(data, prober.sample));
      if (this.followed.table === table) prober.walker.follow(this.followed.rows);
      onEvent({ type: 'probes', probes: describeSample(prober.sample, data, table) });
      return prober;
    };
    const watch =
      model.adapters.length > 0
        ? new InsideWatch(
            makeProber,
            learner,
            (look) => onEvent({ type: 'look', look }),
            open === true || open === 'unhurried',
            open === 'unhurried',
            open !== false,
          )
        : undefined;
    if (this.watched.table === table) watch?.watch(this.watched.rows);
    this.present = { trainer, watch, asked: new AskedModel(subject, config.seed, watch, state) };
    return watch;
  }

  /** The run's model is about to go: whatever is being measured ends. */
  end(): void {
    this.present?.asked.drop();
    this.present?.watch?.dispose();
    this.present = undefined;
  }

  /** Outside the order of the run's own looks. */
  async look(): Promise<Look | undefined> {
    const { present } = this;
    if (!present?.watch) return undefined;
    const { epoch, final } = present.trainer.model.moment;
    return present.watch.look(epoch, final);
  }

  async watchRows(rows: number[]): Promise<Look | undefined> {
    this.watched = { rows: rows.slice(0, MOST_WATCHED), table: this.present?.asked.subject.table };
    this.present?.watch?.watch(this.watched.rows);
    return this.look();
  }

  async follow(rows: number[]): Promise<Look | undefined> {
    const { present } = this;
    const wanted = rows.slice(0, MOST_FOLLOWED);
    const walker = present?.watch?.prober().walker;
    // The next run follows what this one does.
    if (!walker || walker.follow(wanted)) this.followed = { rows: wanted, table: present?.asked.subject.table };
    return this.look();
  }

  async ablate(onProgress: (done: number, total: number) => void): Promise<Ablation | undefined> {
    this.ablating = new AbortController();
    return this.measured(this.ablating.signal, ({ subject, seed }, { look }, pace) => ablate(subject, look.domains, seed, pace, onProgress));
  }

  async cancelAblation(): Promise<void> {
    this.ablating.abort();
  }

  async strengths(onProgress: (done: number, total: number) => void): Promise<Strengths | undefined> {
    this.measuring = new AbortController();
    try {
      return await this.measured(this.measuring.signal, ({ subject }, { prober }, pace) =>
        measureStrengths(subject, prober.walker as Walker, pace, onProgress),
      );
    } catch (error) {
      // They may have been measured unasked: then a model that goes on is no failure.
      if (error === CHANGED) return undefined;
      throw error;
    }
  }

  async cancelStrengths(): Promise<void> {
    this.measuring.abort();
  }

  async calibration(): Promise<Calibration[]> {
    return calibrate(await this.asked.predictions(), this.asked.subject);
  }

  async cuts(): Promise<{ cut: string; title: string }[]> {
    return cutsOf(this.asked.subject);
  }

  async slices(cut: string): Promise<Slice[]> {
    return qualityBySlice(await this.asked.predictions(), this.asked.subject, cut);
  }

  async embeddings(field: string, domain?: number): Promise<Embeddings> {
    this.asked.atRest();
    return embeddingsOf(this.subjectOf(domain), field);
  }

  async neighbours(field: string, value: string, domain?: number): Promise<Neighbour[]> {
    this.asked.atRest();
    return neighboursOf(this.subjectOf(domain), field, value, NEIGHBOURS);
  }

  async findRows(conditions: Condition[]): Promise<{ rows: FoundRow[]; total: number }> {
    const { table, data } = this.asked.subject;
    return findRows(table, data, conditions, MOST_FOUND);
  }

  async rowFields(row: number): Promise<RowField[]> {
    return fieldsOfRow(this.asked.subject, row);
  }

  async whatIf(change: WhatIfChange): Promise<WhatIf> {
    const { asked } = this;
    const pace = asked.pace();
    const { prober, look } = await asked.looked();
    const { h } = look.instances as Instances;
    const positions = prober.sample.own.map(({ position }) => position);
    // A copy: what is answered is handed over, and gone here.
    const answer = await whatIf(asked.subject, change, h, positions);
    await pace.breathe();
    return { ...answer, factors: structuredClone(look.factors) };
  }

  /** What takes long, at a pace that lets others through. @returns undefined where it was given up */
  private async measured<T>(signal: AbortSignal, measure: (asked: AskedModel, looked: Looked, pace: Pace) => Promise<T>): Promise<T | undefined> {
    const { asked } = this;
    const pace = asked.pace(signal);
    try {
      const looked = await asked.looked();
      await pace.breathe();
      return await measure(asked, looked, pace);
    } catch (error) {
      if (error === GIVEN_UP) return undefined;
      throw error;
    }
  }

  /** The model that is asked: with one per domain, that of the first domain where none is named. */
  private subjectOf(domain = 0): Subject {
    const { subject } = this.asked;
    if (!subject.apart) return subject;
    if (!subject.data.domains[domain]) throw new UserError(`there is no domain ${domain}`);
    return { ...subject, ...subject.apart(domain) };
  }

  private get asked(): AskedModel {
    if (!this.present) throw new UserError('there is no trained model yet', undefined, 'Train first.');
    return this.present.asked;
  }
}
