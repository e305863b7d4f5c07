import { denseColumn, domainColumns, fieldColumn } from '../config/fields';
import type { RunConfig } from '../config/run-config';
import { AppliedEncoding, type AppliedRows, columnsToScore, encodingsOf, missingBy, readPieces, type TablePiece, usersOf } from '../data';
import type { SparseField } from '../data/types';
import { csvLines } from '../exports/csv';
import { missingColumns } from '../exports/missing-columns';
import { UserError } from '../lib/user-error';
import { type DomainRows, MOST_MEASURED, type ScoreColumns, type Scored, type ScoreOptions, type ScoreProgress } from '../protocol/score';
import { predictRows } from '../training/evaluation/evaluate-model';
import { evaluate } from '../training/evaluation/metrics';
import type { Trainer } from '../training/trainer';
import type { ModelPart } from '../training/variant';
import type { PreparedData } from './data-room';
import { encodingOf } from './take-away';

/** Bytes of a file that are read to know its columns. */
const HEAD_BYTES = 1 << 16;
/** How the CSV names what it adds. */
const OWN = ['row', 'domain', 'prediction', 'label'] as const;

/** Domains that are named, of which rows are not predicted. */
const MOST_NAMED = 5;
/** Users whose rows are measured, at most: of each the text is kept. Where there are more, no AUC per user is given. */
const MOST_USERS = 5_000_000;

/** Thrown to give the work up. */
class GivenUp extends Error {}

/**
 * What a model of these settings reads of a file; it need not be trained yet.
 *
 * @throws UserError where the file is no table
 */
export async function scoreColumns(config: Pick<RunConfig, 'data'>, file: File): Promise<ScoreColumns> {
  for await (const piece of readPieces(file, { bytes: HEAD_BYTES })) return columnsOf(piece, config);
  throw new UserError('the file has no rows', file.name, 'Choose a file with a line of names and rows below it.');
}

/** By the settings, which name the very columns that the encoding made of them reads. */
function columnsOf({ columns }: TablePiece, { data }: Pick<RunConfig, 'data'>): ScoreColumns {
  const there = columns.map(({ name }) => name);
  const domain = { columns: domainColumns(data.domain) };
  const sparse = data.sparse.map((field) => ({ column: fieldColumn(field) }));
  const dense = data.dense.map((field) => ({ column: denseColumn(field) }));
  const [wanted, label] = [columnsToScore({ domain, sparse, dense }), data.label.column];
  // Without a label nothing is measured, and it is not read.
  const user = there.includes(label) ? there.find((name) => name === data.group) : undefined;
  const distinct = (names: string[]) => [...new Set(names)];
  return {
    domain: domain.columns,
    texts: distinct(sparse.map(({ column }) => column)),
    numbers: distinct(dense.map(({ column }) => column)),
    ...(there.includes(label) && { label }),
    ...(user !== undefined && { user }),
    missing: wanted.filter((name) => !there.includes(name)),
    extra: there.filter((name) => name !== label && name !== user && !wanted.includes(name)),
  };
}

/**
 * Predicts the rows of a file, piece by piece: memory holds one piece, its encoding and its lines, and of rows with a label their
 * predictions.
 *
 * @param take gets the lines of each piece; awaited, so that no more are made than are taken
 * @returns undefined where it was given up by the signal
 * @throws UserError see `ScoreCalls.score`
 */
export async function scoreFile(
  trainer: Trainer,
  prepared: PreparedData,
  file: File,
  take: (part: string) => Promise<void> | void,
  onProgress: (progress: ScoreProgress) => void,
  { columns: withColumns = false }: ScoreOptions,
  signal: AbortSignal,
): Promise<Scored | undefined> {
  const encoding = encodingOf(trainer.config, prepared);
  const [first, ...others] = encodingsOf(encoding);
  const applied = [first, ...others].map((each) => new AppliedEncoding(each));
  // Which domain a row is of, and its label, are the same for all models.
  const asked = new AppliedEncoding({ ...encoding, sparse: [], domainIsField: false, dense: [] });
  const { names } = encoding.domain;
  const { group } = trainer.config.data;
  const isMissing = missingBy(encoding.missing);
  const idOf = new Map<string, number>();
  const { parts } = trainer.model;
  const measured = new Measured();
  const untrained = new Map<string, number>();
  const told: Scored = { rows: 0, scored: 0, unknownDomain: 0, unseen: [], extra: [] };

  const goOn = async () => {
    // The person's word may be waiting.
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) throw new GivenUp();
  };
  /** @param rows of a piece, which this model predicts */
  const predicted = async (part: ModelPart, rows: AppliedRows): Promise<Float32Array> => {
    const { data } = part;
    // Where the model has one domain, a row's own is not looked at.
    const domainIds = rows.domainIds.map((id) => Math.max(0, id));
    const sparse = rows.sparse.map((field) => ({ ...(data.sparse.find(({ name }) => name === field.name) as SparseField), ...field }));
    const dense = rows.dense.map((field, i) => ({ ...data.dense[i], ...field }) as (typeof data.dense)[number]);
    const labels = new Uint8Array(domainIds.length);
    const batcher = trainer.batcherOf({ sparse, dense, domainIds, labels, split: { train: new Int32Array(0) } }, {}, part);
    try {
      return await predictRows(part.learner, batcher, Int32Array.from(domainIds.keys()), goOn);
    } finally {
      batcher.dispose();
    }
  };
  /** Whether the model in this place predicts a row of this domain, below 0 of none. */
  const predicts = (place: number, domain: number): boolean => {
    if (encoding.apart) return domain === place;
    return domain >= 0 || encoding.shape.domains === 1;
  };

  try {
    for await (const piece of readPieces(file, { signal })) {
      if (told.rows === 0) {
        const found = columnsOf(piece, trainer.config);
        if (found.missing.length > 0) throw missingColumns(found, file.name);
        told.extra = found.extra;
        if (found.label !== undefined) told.labelled = 0;
        await take(csvLines([[...OWN, ...(withColumns ? piece.columns.map(({ name }) => name) : [])]]));
      }
      const { domainIds, labels } = asked.apply(piece, told.rows);
      const user = labels && idOf.size <= MOST_USERS ? piece.columns.find(({ name }) => name === group) : undefined;
      const users = user && usersOf(user, Int32Array.from(domainIds.keys()), isMissing, idOf).ids;
      const ofRow = new Float32Array(piece.rows).fill(Number.NaN);
      for (const [place, part] of parts.entries()) {
        const own = Int32Array.from(domainIds.keys()).filter((row) => predicts(place, domainIds[row] as number));
        if (own.length === 0) continue;
        if (!part.trains) {
          told.untrainedDomain = (told.untrainedDomain ?? 0) + own.length;
          const name = names[place] as string;
          untrained.set(name, (untrained.get(name) ?? 0) + own.length);
          continue;
        }
        const values = await predicted(part, (applied[place] as AppliedEncoding).apply(piece, told.rows, own));
        for (const [i, row] of own.entries()) ofRow[row] = values[i] as number;
        told.scored += own.length;
      }
      const lines: (string | number | null)[][] = [];
      for (const row of domainIds.keys()) {
        const [domain, label, value] = [domainIds[row] as number, labels?.[row] ?? -1, ofRow[row] as number];
        const own = withColumns ? piece.columns.map(({ codes, values: texts }) => texts.at(codes[row] as number) as string) : [];
        lines.push([told.rows + row, names[domain] ?? '(unknown)', value, label < 0 ? null : label, ...own]);
        if (domain < 0) told.unknownDomain++;
        if (label < 0) continue;
        told.labelled = (told.labelled ?? 0) + 1;
        if (!Number.isNaN(value)) measured.add(value, label, domain, users?.[row]);
      }
      await take(csvLines(lines));
      told.rows += piece.rows;
      onProgress({ rows: told.rows, ...(piece.share !== undefined && { share: Math.min(1, piece.share) }) });
      await goOn();
    }
  } catch (error) {
    if (error instanceof GivenUp || signal.aborted) return undefined;
    throw error;
  }
  told.unseen = first.sparse.flatMap(({ name: field }) => {
    const values = applied.reduce((sum, { unseen }) => sum + (unseen.get(field) ?? 0), 0);
    return values > 0 ? [{ field, values }] : [];
  });
  const metrics = measured.evaluation(names);
  return {
    ...told,
    ...(asked.unknown.size > 0 && { unknownDomains: mostFrequent(asked.unknown) }),
    ...(untrained.size > 0 && { untrainedDomains: mostFrequent(untrained) }),
    ...(metrics && { metrics }),
  };
}

/** The domains of the most rows; of as many the one that was met first. */
function mostFrequent(rowsOf: ReadonlyMap<string, number>): DomainRows[] {
  const named = Array.from(rowsOf, ([name, rows]) => ({ name, rows }));
  return named.sort((a, b) => b.rows - a.rows).slice(0, MOST_NAMED);
}

/** Predictions of rows with a label. */
class Measured {
  private values = new Float32Array(1 << 12);
  private labels = new Uint8Array(1 << 12);
  private domains = new Int32Array(1 << 12);
  private users = new Int32Array(1 << 12);
  private count = 0;
  /** Whether it is known of every row whose it is, or that it is nobody's. */
  private ofUsers = true;

  add(value: number, label: number, domain: number, user?: number): void {
    const at = this.count++;
    if (at >= MOST_MEASURED) return;
    if (at === this.values.length) {
      const grown = <T extends Float32Array | Uint8Array | Int32Array>(from: T, to: T): T => {
        to.set(from);
        return to;
      };
      this.values = grown(this.values, new Float32Array(2 * at));
      this.labels = grown(this.labels, new Uint8Array(2 * at));
      this.domains = grown(this.domains, new Int32Array(2 * at));
      this.users = grown(this.users, new Int32Array(2 * at));
    }
    this.values[at] = value;
    this.labels[at] = label;
    this.domains[at] = domain;
    this.users[at] = user ?? -1;
    this.ofUsers &&= user !== undefined;
  }

  /** Undefined without rows, or where there are more than are measured. */
  evaluation(names: readonly string[]): Scored['metrics'] {
    const { count } = this;
    if (count === 0 || count > MOST_MEASURED) return undefined;
    const of = <T extends Float32Array | Uint8Array | Int32Array>(all: T) => all.subarray(0, count) as T;
    return evaluate(of(this.values), of(this.labels), of(this.domains), names, this.ofUsers ? of(this.users) : undefined);
  }
}
