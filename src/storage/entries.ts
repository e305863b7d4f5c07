import { completeStored } from '../config/complete';
import type { RunConfig } from '../config/run-config';
import { LONGEST_NOTE, MOST_LISTED_DOMAINS } from '../protocol/library';
import { RUN_PHASES } from '../protocol/run';
import { checkedExperiment } from '../runs/shape/experiment';
import { fields, flag, list, number, oneOf, orNull, type Shape, text, whole } from '../runs/shape/shape';
import type { DataEntry, ExperimentEntry, FileEntry, RunEntry } from './database';

/** The last moment that a date can be, in milliseconds since 1970. */
const moment = number(0, 8.64e15);

/** More configurations than a person has runs. */
const MOST_COMPLETED = 5000;
const known = new Map<string, RunConfig>();

/** The list is read again and again, also while a run trains: what was checked once is known by its text. @throws ConfigError where it is none */
function completed(config: unknown): RunConfig {
  const text = JSON.stringify(config);
  const before = known.get(text);
  if (before) return before;
  const whole = completeStored(config);
  if (known.size >= MOST_COMPLETED) known.clear();
  known.set(text, whole);
  return whole;
}

const engine = oneOf(['webgpu', 'wasm', 'cpu']);

const scores = (score: Shape): Shape => fields({ mean: orNull(score), all: orNull(score), byDomain: list(orNull(score), { most: MOST_LISTED_DOMAINS }) });

const run: Shape = fields(
  {
    id: text(1000),
    dataName: text(),
    dataHash: text(),
    config: (value) => void completed(value),
    phase: oneOf(RUN_PHASES),
    epochs: whole(),
    began: moment,
    saved: moment,
    bytes: whole(),
  },
  {
    auc: number(0, 1),
    scores: fields({ auc: scores(number(0, 1)), logLoss: scores(number(0)) }, { perUser: scores(number(0, 1)) }),
    domains: list(text(1000), { most: MOST_LISTED_DOMAINS }),
    parameters: whole(),
    seconds: number(0),
    engine,
    resumable: fields({ epoch: number(0), engine }),
    star: flag,
    colour: whole(0, 11),
    note: text(LONGEST_NOTE),
    removed: number(),
  },
);

const data: Shape = fields(
  {
    key: text(),
    name: text(),
    bytes: whole(),
    opened: moment,
    contents: list(text(), { most: 100_000 }),
    files: list(fields({ name: text(), hash: text() }), { most: 100_000 }),
  },
  { rows: whole(), removed: number() },
);

/** But for the record, which is checked by itself. */
const experiment: Shape = fields({ id: text(1000), opened: moment, record: () => {} }, { removed: number() });

const file: Shape = fields({ hash: text(), bytes: whole() });

const holds = (shape: Shape, value: unknown): boolean => {
  try {
    shape(value, '');
    return true;
  } catch {
    return false;
  }
};

/** Whether what stands in the database is such an entry: another version, or chance, may have written something else. */
export const isRunEntry = (value: unknown): value is RunEntry => holds(run, value);

/** The same with every setting of its configuration. */
export const wholeRunEntry = (entry: RunEntry): RunEntry => ({ ...entry, config: completed(entry.config) });
export const isDataEntry = (value: unknown): value is DataEntry => holds(data, value);

/** Such an entry with its record checked and whole, as `checkedExperiment` has it; undefined where it is none. */
export function experimentEntry(value: unknown): ExperimentEntry | undefined {
  if (!holds(experiment, value)) return undefined;
  const entry = value as ExperimentEntry;
  try {
    const record = checkedExperiment(entry.record);
    return record.id === entry.id ? { ...entry, record } : undefined;
  } catch {
    return undefined;
  }
}

export const isFileEntry = (value: unknown): value is FileEntry => holds(file, value);
