import { predictsTogether } from '../../config/predicts-together';
import type { EncodedData } from '../../data/types';
import type { Batcher } from '../../training/rows/batch';
import { editedRows } from '../edited-rows';
import type { Subject } from '../subject';
import { walkedDomains } from './followed';

/** A row of the data, walked as a row of a domain. */
export interface Walked {
  position: number;
  ownDomain: number;
  domain: number;
}

/** A pass of some walks and, beside each, of the same row as it is. Rows are named by their place in what is asked for. */
export interface WalkPass {
  /** Of the asked rows, in their order. */
  batcher: Batcher;
  /** [asked] */
  domains: number[];
  /** Rows that make the statistics of the batch, where it has any: the first. */
  count: number;
  walks: Walked[];
  /** [walks] */
  walked: number[];
  /** [walks] */
  asItself: number[];
}

/** Whether a row predicts the same whatever rows share its batch. */
const standsAlone = ({ learner: { model } }: Pick<Subject, 'learner'>) => !predictsTogether(model.config);

/**
 * The passes that walk rows as each of their domains; through a pooled model, to which a domain is nothing, as they are.
 *
 * Where a row predicts the same in any batch, all walks share one small batch. Where a norm takes its statistics from the batch
 * at evaluation too, there is no prediction of a row alone. Then its walks stand beside the batch in which evaluation predicts it: they
 * are judged by the statistics of that batch, in which the row stands as it is, and add nothing to them.
 *
 * @param positions of the rows; the caller disposes of the batchers
 */
export function walkPasses(subject: Subject, positions: readonly number[]): WalkPass[] {
  const { data } = subject;
  const walksOf = (position: number) => {
    const ownDomain = data.domainIds[position] as number;
    const domains = subject.learner.model.config.sharing === 'pooled' ? [ownDomain] : walkedDomains(data.domains.length, ownDomain);
    return domains.map((domain): Walked => ({ position, ownDomain, domain }));
  };
  if (positions.length === 0) return [];
  if (standsAlone(subject)) return [passOf(subject, positions.flatMap(walksOf), new Int32Array())];
  return positions.map((position) => passOf(subject, walksOf(position), batchOf(data, position, subject.batcher.size)));
}

/** @param among rows that make the statistics; without any the walks are all there is */
function passOf({ data, batcherOf }: Subject, walks: Walked[], among: Int32Array): WalkPass {
  const [first, n] = [among.length, walks.length];
  const edits = [...Array.from(among, (position) => ({ position })), ...walks, ...walks.map(({ position }) => ({ position }))];
  const rows = editedRows(data, edits);
  return {
    // Sorted by domain, the first would not stay the first.
    batcher: batcherOf(rows, { size: edits.length, ...(first > 0 && { sorted: false }) }),
    domains: Array.from(rows.domainIds),
    count: first > 0 ? first : edits.length,
    walks,
    walked: walks.map((_, i) => first + i),
    asItself: walks.map((_, i) => first + n + i),
  };
}

/**
 * The batch in which evaluation predicts a row. Training rows are not evaluated: one of them is looked at among those that stand beside
 * it, as if they were.
 */
function batchOf({ split }: Pick<EncodedData, 'split'>, position: number, size: number): Int32Array {
  for (const part of [split.test, split.val, split.train]) {
    const place = part.indexOf(position);
    if (place < 0) continue;
    const start = place - (place % size);
    return part.slice(start, start + size);
  }
  return Int32Array.of(position);
}
