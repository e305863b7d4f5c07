import type { RunConfig } from '../config/run-config';
import type { EngineName } from './engine';
import type { Ablation, Calibration, Look } from './insight';
import type { RunPhase } from './run';
import type { Strengths } from './walk';

/** What is kept on this machine: runs, and the data that they were of. */

/**
 * Why something is not kept, or cannot be read again. `refused`: the browser keeps nothing for this page, as in some private windows.
 * `full`: there is no more room. `evicted`: the browser has deleted it. `blocked`: another tab holds it. `newer`: a later version of the
 * page has written it. `broken`: anything else.
 */
export const TROUBLE_KINDS = ['refused', 'full', 'evicted', 'blocked', 'newer', 'broken'] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

/** The `BroadcastChannel` on which the workers of all tabs say what they have done to what is kept. */
export const KEPT_CHANNEL = 'hamur-kept';

/** `changed`: the list is another. `nothing`: all of it is being deleted, and whoever has a part of it open lets it go. */
export type KeptNews = 'changed' | 'nothing';

/** Files beyond this are kept as the browser's pointer, where there is one: a copy takes as much of the disk again. */
export const LARGE_BYTES = 64 * 2 ** 20;

export interface Trouble {
  kind: TroubleKind;
  /** Sentences: what happened, and what to do. */
  words: string;
}

/** What a person has put on a run. */
export interface RunMarks {
  star?: boolean;
  /** Index of a colour of the domains' palette. */
  colour?: number | undefined;
  note?: string;
}

/** The longest note, in characters. */
export const LONGEST_NOTE = 2000;
/** Of more domains the list holds the mean alone; their scores stand in the run's record. */
export const MOST_LISTED_DOMAINS = 50;

/** A metric on the test rows; null where the rows hold one class only. */
export interface ListedScores {
  /** Over the domains in which there is something to learn. */
  mean: number | null;
  /** Of all rows. */
  all: number | null;
  /** [D] as `domains` of the entry. */
  byDomain: (number | null)[];
}

/** A run in the list. What its scores need, and what follows them, entries of earlier versions lack. */
export interface KeptRun extends RunMarks {
  id: string;
  /** Of its model, and its data. */
  dataName: string;
  dataHash: string;
  config: RunConfig;
  phase: RunPhase;
  /** Whole epochs of the configured model. */
  epochs: number;
  /** On the test rows, once it is tested. */
  auc?: number;
  /** The same by domain, LogLoss in nats, and the AUC per user where a column of the users is named; entries of earlier versions lack that. */
  scores?: { auc: ListedScores; logLoss: ListedScores; perUser?: ListedScores };
  /** [D] names; none where there are more than `MOST_LISTED_DOMAINS`. */
  domains?: string[];
  /** Of the configured model, once it is tested. */
  parameters?: number;
  /** Of its epochs: training and validation. */
  seconds?: number;
  engine?: EngineName;
  /** Milliseconds since 1970. */
  began: number;
  saved: number;
  /** Of all that is kept of it. */
  bytes: number;
  /** It was cut off, and can go on from here. */
  resumable?: { epoch: number; engine: EngineName };
  /** Another tab trains it. */
  elsewhere?: boolean;
  /** Id of the experiment that it is a run of. */
  experiment?: string;
}

/** An experiment in the list. */
export interface KeptExperiment {
  id: string;
  /** Milliseconds since 1970. */
  began: number;
  dataName: string;
  /** Their names, in the order of the table's rows. */
  contestants: string[];
  /** How many. */
  seeds: number;
  /** Runs that are trained, of so many. */
  done: number;
  jobs: number;
}

/**
 * How the bytes of a file are kept: as a copy, or as the browser's pointer to where the person has it; or they are gone, deleted by the
 * browser.
 */
export type FileKeeping = 'copy' | 'pointer' | 'gone';

/** Data of one's own in the list: a file, or several that make one table. */
export interface KeptData {
  /** What tells it from others: of the contents of its files. */
  key: string;
  name: string;
  /** Of the table; left out of a file of row numbers. */
  rows?: number;
  /** Of the files. */
  bytes: number;
  /** When it was opened last, in milliseconds since 1970. */
  opened: number;
  keeping: FileKeeping;
}

/** All that is kept. */
export interface Library {
  /** The latest first. */
  runs: KeptRun[];
  data: KeptData[];
  /** Of all that is listed. */
  bytes: number;
  /** What the browser allows the page, in bytes, where it says so. */
  quota?: number;
  /** Whether the browser has promised to delete nothing of it by itself. */
  persisted: boolean;
  /** Whether anything is kept from now on: the person's choice. */
  keeps: boolean;
  /** What went wrong last. */
  trouble?: Trouble;
  /** Sentences: what was opened in this visit and is not kept, and why. */
  unkept: string[];
}

/** Entries of the list. */
export interface KeptKeys {
  runs?: string[];
  data?: string[];
  experiments?: string[];
}

/** What was asked of a run's model after it had ended. */
export interface Answers {
  ablation?: Ablation;
  calibration?: Calibration[];
  strengths?: Strengths;
  look?: Look;
}

/** A file that is kept: there to be read, or to be allowed again by the person first. */
export type FoundFile = { name: string; file: File } | { name: string; pointer: FileSystemFileHandle };

/** What is kept on this machine. Nothing of it is read before the page asks. */
export interface LibraryCalls {
  /**
   * What there is. It answers also where nothing can be kept, and says why.
   * @param expected whether something was kept here when the page was last open
   */
  read(expected?: boolean): Promise<Library>;
  /**
   * A run, as `runs/record.ts` has it.
   * @throws UserError where it is not there, or cannot be read
   */
  record(id: string): Promise<unknown>;
  /**
   * A run that another tab may be training, as it stands now.
   * @returns `run` is left out where that tab says nothing just now, and where the run is not kept
   */
  follow(id: string): Promise<{ elsewhere: boolean; run?: unknown }>;
  /** Adds answers to a run that is kept; does nothing where it is not. @throws UserError where there is no room */
  answer(id: string, answers: Answers): Promise<void>;
  /** Puts marks on a run that is kept, in place of those that it had; does nothing where it is not kept. */
  annotate(id: string, marks: RunMarks): Promise<void>;
  /**
   * The files of data, in the order in which they were opened.
   * @param contents the hashes by which a configuration names them, or the key of an entry of the list
   * @returns undefined where they are not all there
   */
  files(of: { contents: string[] } | { key: string }): Promise<FoundFile[] | undefined>;
  /** What there is once all that was opened by now is kept. */
  copied(): Promise<Library>;
  /** Keeps a file of row numbers. @param table the hash of the table whose rows they are */
  keepRows(file: File, table: string): Promise<void>;
  /** The file of row numbers of that name that was kept of a table last; undefined where there is none. */
  rows(name: string, table: string): Promise<File | undefined>;
  /** The experiments that are kept, the one that was on a page last first; those that cannot be read are left out, and `read` says so. */
  experiments(): Promise<KeptExperiment[]>;
  /**
   * An experiment, as `runs/experiment/record.ts` has it.
   * @throws UserError where it is not there, or cannot be read
   */
  experiment(id: string): Promise<unknown>;
  /**
   * Keeps an experiment as it stands, in place of what was kept of it before.
   * @param opened whether it has just been put on the page
   * @returns whether it is kept: it is not where the person wants nothing kept, or there is no room
   */
  keepExperiment(record: unknown, opened?: boolean): Promise<boolean>;
  /**
   * Keeps a run that comes from a file, and lists it.
   * @param run as `runs/given.ts` gives it
   * @returns whether it is kept: it is not where the person wants nothing kept, or there is no room
   */
  takeRun(run: unknown): Promise<boolean>;
  /** Takes entries off the list. They can be brought back until the next are removed, or `sweep` is called. */
  remove(keys: KeptKeys): Promise<Library>;
  bringBack(keys: KeptKeys): Promise<Library>;
  /** Deletes what was removed. */
  sweep(): Promise<void>;
  /** Whether anything is kept from now on. @param on deletes all that is kept, too */
  keepNothing(on: boolean): Promise<Library>;
}
