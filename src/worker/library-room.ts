import { hashOfFile } from '../data';
import { UserError } from '../lib/user-error';
import type { OpenTable } from '../protocol/data';
import {
  type Answers,
  type FoundFile,
  type KeptExperiment,
  type KeptKeys,
  type KeptRun as KeptListed,
  type KeptNews,
  LARGE_BYTES,
  type Library,
  type LibraryCalls,
  type RunMarks,
  type Trouble,
} from '../protocol/library';
import { decodeRun } from '../runs/decode';
import { seedsOf } from '../runs/experiment/queue';
import type { ExperimentRecord } from '../runs/experiment/record';
import { experimentOf } from '../runs/experiment/run-id';
import { encodeRun } from '../runs/file';
import { beganOf, isActive, type RunRecord } from '../runs/record';
import { summaryOf } from '../runs/summary';
import { withEvent } from '../runs/with-event';
import { evicted, KeptLibrary } from '../storage/library';
import { entryOf, isWorthKeeping } from '../storage/run-entry';
import { runsElsewhere } from '../storage/run-lock';
import { Tabs } from '../storage/tabs';
import { type StorageTrouble, troubleOf } from '../storage/trouble';
import { askOther } from './asked-how';
import { keptOf } from './checkpoints';
import { nextTask } from './next-task';

/** The most that one file's copy may take of what is still free: there are to be runs beside it, and other files. */
const FAIR_SHARE = 1 / 4;

/** While everything is deleted, nothing is written; should another tab do it, and be closed amid it, no longer than this. */
const MS_TO_DELETE = 10_000;

/** What the browser says of the room for this page. */
interface Estimate {
  quota?: number;
  usage?: number;
  /** Whether it deletes nothing by itself. */
  persisted?: boolean;
}

/** A browser may know nothing of it, or of a part of it. */
const estimated = async (): Promise<Estimate> => {
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  return { ...(await storage?.estimate?.()), persisted: (await storage?.persisted?.()) ?? false };
};

/** What is kept on this machine. Nothing is, before the page has asked what there is: a command line wants nothing kept. */
export class LibraryRoom implements LibraryCalls {
  private asked = false;
  private trouble: Trouble | undefined;
  /** Sentences, by the name of what was opened. */
  private readonly unkept = new Map<string, string>();
  /** Copies are made one after the other. */
  private copying: Promise<void> = Promise.resolve();
  private givingUp = new AbortController();
  private tabs: Tabs | undefined;
  /** Until when everything is being deleted. */
  private deletedUntil = 0;
  /** Runs under way, each told when the person has chosen whether anything is kept. */
  private readonly underWay = new Set<(keeps: boolean) => Promise<void>>();

  constructor(
    private readonly kept = new KeptLibrary(),
    private readonly estimate = estimated,
  ) {}

  async read(expected = false): Promise<Library> {
    const first = !this.asked;
    this.asked = true;
    this.tabs ??= new Tabs((news) => void this.hear(news).catch((error: unknown) => this.note(troubleOf(error))));
    try {
      const isNew = await this.kept.isNew();
      if (first && expected && isNew) this.note(evicted());
      const library = await this.list();
      // Later, since the page waits for what it shows.
      if (first && !isNew) void this.tidy(library.runs).catch((error: unknown) => this.note(troubleOf(error)));
      return library;
    } catch (error) {
      const { words, kind } = troubleOf(error);
      return { runs: [], data: [], bytes: 0, persisted: false, keeps: true, unkept: [], trouble: { kind, words } };
    }
  }

  async record(id: string): Promise<RunRecord> {
    // What it goes on from is open in the tab that trains it.
    const live = (await runsElsewhere()).has(id) && (await askOther(id));
    if (live) return live;
    const entry = (await this.runs()).find((run) => run.id === id);
    // What it can go on from is the newer, and exact.
    const cutOff = entry?.resumable && !entry.elsewhere && (await keptOf(id).catch(() => undefined));
    if (cutOff) return cutOff.record;
    const text = await this.kept.record(id);
    if (text === undefined) throw new UserError('this run is not kept here any more', undefined, 'Train it anew: it comes out the same.');
    return decodeRun(text);
  }

  async follow(id: string): Promise<{ elsewhere: boolean; run?: RunRecord }> {
    const elsewhere = (await runsElsewhere()).has(id);
    const run = elsewhere ? await askOther(id) : await this.record(id).catch(() => undefined);
    return { elsewhere, ...(run && { run }) };
  }

  async answer(id: string, { look, ...answers }: Answers): Promise<void> {
    await this.keeping(async () => {
      const text = await this.kept.record(id);
      const before = (await this.kept.runs()).find((run) => run.id === id);
      if (text === undefined || !before) return;
      const answered = { ...decodeRun(text), ...answers };
      const run = look ? withEvent(answered, { type: 'look', look }) : answered;
      await this.kept.putRun(entryOf(run, { began: before.began, saved: Date.now() }), encodeRun(run));
    });
  }

  async annotate(id: string, marks: RunMarks): Promise<void> {
    await this.keeping(() => this.kept.annotate(id, marks));
    this.tell('changed');
  }

  async files(of: { contents: string[] } | { key: string }): Promise<FoundFile[] | undefined> {
    return this.kept.files(of);
  }

  async experiments(): Promise<KeptExperiment[]> {
    return (await this.kept.experiments()).map((experiment) => {
      const { id, began, data, contestants, jobs } = experiment;
      return {
        id,
        began,
        dataName: data.name,
        contestants: contestants.map(({ name }) => name),
        seeds: seedsOf(experiment).length,
        done: jobs.filter(({ state }) => state === 'done').length,
        jobs: jobs.length,
      };
    });
  }

  async experiment(id: string): Promise<ExperimentRecord> {
    const experiment = await this.kept.experiment(id);
    if (!experiment) throw new UserError('this experiment is not kept here any more');
    return experiment;
  }

  async keepExperiment(record: unknown, opened = false): Promise<boolean> {
    if (!(await this.keepsRuns())) return false;
    let kept = false;
    await this.keeping(async () => {
      await this.kept.putExperiment(record as ExperimentRecord, opened);
      kept = true;
    });
    if (kept) this.tell('changed');
    return kept;
  }

  async takeRun(run: unknown): Promise<boolean> {
    if (!(await this.keepsRuns())) return false;
    const given = run as RunRecord;
    let kept = false;
    await this.keeping(async () => {
      const saved = Date.now();
      await this.kept.putRun(entryOf(given, { began: beganOf(given) ?? saved, saved }), encodeRun(given));
      // It may have been removed, and is given again.
      await this.kept.mark({ runs: [given.id] }, false);
      kept = true;
    });
    if (kept) this.tell('changed');
    return kept;
  }

  async remove(keys: KeptKeys): Promise<Library> {
    await this.kept.sweep();
    await this.kept.mark(keys, true);
    this.tell('changed');
    return this.read();
  }

  async bringBack(keys: KeptKeys): Promise<Library> {
    await this.kept.mark(keys, false);
    this.tell('changed');
    return this.read();
  }

  async keepRows(file: File, table: string): Promise<void> {
    if (!this.asked) return;
    await this.keeping(async () => {
      const hash = await hashOfFile(file, nextTask);
      if (!(await this.kept.has(hash))) await this.kept.putFile({ name: file.name, hash, file }, nextTask);
      const files = [{ name: file.name, hash }];
      const contents = rowsOf(file.name, table);
      await this.kept.putData({ key: contents.join(), name: file.name, bytes: file.size, opened: Date.now(), contents, files });
    });
  }

  async rows(name: string, table: string): Promise<File | undefined> {
    const [found] = (await this.kept.files({ contents: rowsOf(name, table) })) ?? [];
    return found && 'file' in found ? found.file : undefined;
  }

  async copied(): Promise<Library> {
    await this.copying;
    return this.read();
  }

  sweep(): Promise<void> {
    return this.kept.sweep();
  }

  async keepNothing(on: boolean): Promise<Library> {
    if (on) {
      this.tell('nothing');
      this.deletedUntil = Date.now() + MS_TO_DELETE;
      try {
        await this.letGo();
        await this.kept.wipe(false);
      } finally {
        this.deletedUntil = 0;
      }
      this.unkept.clear();
    } else {
      await this.kept.choose(true);
      await this.sayChosen(true);
    }
    this.trouble = undefined;
    this.tell('changed');
    return this.read();
  }

  /** Tells the other tabs. */
  tell(news: KeptNews): void {
    this.tabs?.tell(news);
  }

  /** @param chosen told whether anything is kept, whenever that is chosen @returns what ends it */
  whenChosen(chosen: (keeps: boolean) => Promise<void>): () => void {
    this.underWay.add(chosen);
    return () => this.underWay.delete(chosen);
  }

  /** Keeps files that were opened, beside everything else that the worker does. */
  keepData(files: readonly File[], pointers: readonly (FileSystemFileHandle | undefined)[], table: OpenTable): void {
    if (!this.asked) return;
    this.copying = this.copying.then(async () => {
      await this.keeping(() => this.copy(files, pointers, table));
      this.tell('changed');
    });
  }

  /** Whether runs are kept: the page has asked what there is, and the person wants it. */
  async keepsRuns(): Promise<boolean> {
    if (!this.asked) return false;
    return this.kept.keeps().catch(() => false);
  }

  /** Lists a run as far as it is; that never fails. One without a loss is listed where it can go on. @param resumable from where, if it can */
  async keepRun(run: RunRecord, resumable?: KeptListed['resumable']): Promise<void> {
    if (!this.asked || (!resumable && !isWorthKeeping(run))) return;
    await this.keeping(async () => {
      const before = (await this.kept.runs()).find(({ id }) => id === run.id);
      const saved = Date.now();
      await this.kept.putRun({ ...entryOf(run, { began: before?.began ?? saved, saved }), ...(resumable && { resumable }) }, encodeRun(run));
      this.tell('changed');
    });
  }

  /** Deletes what is not needed any more, and fills in what entries of earlier versions lack, from their runs. */
  private async tidy(runs: readonly KeptListed[]): Promise<void> {
    await this.kept.tidy();
    // Each version from the one on that lists more says how long a run took.
    const old = runs.filter((run) => run.seconds === undefined && !run.elsewhere);
    for (const { id } of old) {
      await nextTask();
      const text = await this.kept.record(id);
      try {
        if (text !== undefined) await this.kept.fillIn(summaryOf(decodeRun(text)));
      } catch (error) {
        // What cannot be read keeps its entry as it is; whoever opens it is told.
        if (!(error instanceof UserError)) throw error;
      }
    }
    if (old.length > 0) this.tell('changed');
  }

  /** What another tab has done. */
  private async hear(news: KeptNews): Promise<void> {
    if (news === 'nothing') {
      this.deletedUntil = Date.now() + MS_TO_DELETE;
      await this.letGo();
      return;
    }
    this.deletedUntil = 0;
    if (this.underWay.size > 0) await this.sayChosen(await this.kept.keeps());
  }

  /** Everything is about to be deleted. */
  private async letGo(): Promise<void> {
    this.givingUp.abort();
    await this.copying;
    this.givingUp = new AbortController();
    await this.sayChosen(false);
  }

  private async sayChosen(keeps: boolean): Promise<void> {
    // What was read of the choice may be older than the deleting.
    if (keeps && Date.now() < this.deletedUntil) return;
    await Promise.all([...this.underWay].map((chosen) => chosen(keeps)));
  }

  /** With those that another tab trains. */
  private async runs(): Promise<KeptListed[]> {
    const [runs, elsewhere] = await Promise.all([this.kept.runs(), runsElsewhere()]);
    return runs.map((run) => {
      const experiment = experimentOf(run.id);
      return { ...run, ...(experiment !== undefined && { experiment }), ...(elsewhere.has(run.id) && isActive(run) && { elsewhere: true }) };
    });
  }

  /** Keeps something, unless the person wants nothing kept. Where there is no room, what was removed makes some. What goes wrong is remembered. */
  private async keeping(keep: () => Promise<void>): Promise<void> {
    try {
      if (Date.now() < this.deletedUntil || !(await this.kept.keeps())) return;
      try {
        await keep();
      } catch (error) {
        if (troubleOf(error).kind !== 'full') throw error;
        await this.kept.sweep();
        await keep();
      }
      this.trouble = undefined;
    } catch (error) {
      this.note(troubleOf(error));
    }
  }

  private async copy(given: readonly File[], pointers: readonly (FileSystemFileHandle | undefined)[], table: OpenTable): Promise<void> {
    const contents = (table.combined ? table.combined.files.map(({ source }) => source.hash ?? '') : [table.hash]).sort();
    const files = neededOf(given, table);
    const plain = files.length === 1 && !table.combined && table.readings.every(({ packed }) => packed !== 'zip');
    const listed: { name: string; hash: string }[] = [];
    const { signal } = this.givingUp;
    const breathe = async () => {
      await nextTask();
      signal.throwIfAborted();
    };
    for (const file of files) {
      const pointer = pointers[given.indexOf(file)];
      const asPointer = pointer !== undefined && file.size > LARGE_BYTES;
      if (!asPointer && !(await this.fits(file))) {
        this.unkept.set(table.name, tooLarge(file, table.name));
        return;
      }
      // A table of one file has its hash already.
      const hash = plain ? table.hash : await hashOfFile(file, breathe);
      if (!(await this.kept.has(hash))) await this.kept.putFile({ name: file.name, hash, file, pointer: asPointer ? pointer : undefined }, breathe);
      listed.push({ name: file.name, hash });
    }
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const key = contents.length === 1 ? (contents[0] as string) : await hashOfFile(new File(contents, ''), nextTask);
    await this.kept.putData({ key, name: table.name, rows: table.rows, bytes, opened: Date.now(), contents, files: listed });
    this.unkept.delete(table.name);
  }

  private async fits({ size }: File): Promise<boolean> {
    const { quota, usage = 0 } = await this.estimate();
    return quota === undefined || size <= FAIR_SHARE * (quota - usage);
  }

  private async list(): Promise<Library> {
    const [runs, data, keeps, unreadable] = await Promise.all([this.runs(), this.kept.data(), this.kept.keeps(), this.kept.unreadable()]);
    const { quota, persisted = false } = await this.estimate();
    const bytes = [...runs, ...data].reduce((sum, each) => sum + each.bytes, 0);
    const trouble = this.trouble ?? (unreadable > 0 ? unreadableTrouble(unreadable) : undefined);
    return { runs, data, bytes, ...(quota !== undefined && { quota }), persisted, keeps, ...(trouble && { trouble }), unkept: [...this.unkept.values()] };
  }

  private note({ kind, words }: StorageTrouble): void {
    this.trouble = { kind, words };
  }
}

const unreadableTrouble = (count: number): Trouble => ({
  kind: 'broken',
  words: `${count === 1 ? 'One entry' : `${count} entries`} of what is kept cannot be read, and ${count === 1 ? 'is' : 'are'} not listed. “Keep nothing” deletes ${count === 1 ? 'it' : 'them'}, with all else.`,
});

/** What tells row numbers from other data: a configuration says no more of them than the name of their file. */
const rowsOf = (name: string, table: string) => [table, `rows in ${name}`].sort();

/** The files that a table was made of, without those that were passed over. */
function neededOf(files: readonly File[], { combined }: OpenTable): readonly File[] {
  const names = combined?.files.map(({ source }) => source.name);
  const needed = files.filter(({ name }) => names?.some((used) => used === name || used.startsWith(`${name}/`)));
  const all = names?.every((used) => needed.some(({ name }) => used === name || used.startsWith(`${name}/`)));
  return all ? needed : files;
}

const tooLarge = ({ name }: File, of: string) =>
  `${of === name ? name : `${of}: ${name}`} is not kept, because it would take more than a quarter of the room that is left. Open it again after a reload.`;
