import type { EncodedData } from '../../data/types';
import type { Batcher } from '../../training/rows/batch';
import { type EditedRow, editedRows } from '../edited-rows';
import type { Subject } from '../subject';
import { walkedDomains } from './followed';

/** A row of the data, walked as a row of a domain. */
export interface Walked {
  position: number;
  ownDomain: number;
  domain: number;
}

/** Rows of a batch, by their place in what was asked for. */
export interface Asked {
  /** Into the rows of the batcher. */
  rows: Int32Array;
  /** [rows] */
  domains: number[];
  /** Those of `rows` that matter, one for each walk. */
  wanted: number[];
}

/** A pass of some walks, and one of the same rows as they are. */
export interface WalkPass {
  batcher: Batcher;
  walks: Walked[];
  walked: Asked;
  asItself: Asked;
}

/** Whether a row predicts the same whatever rows share its batch. */
const standsAlone = ({ learner: { model } }: Pick<Subject, 'learner'>) => model.adapters.length === 0 || model.config.domainNormEvaluation === 'running';

/**
 * The passes that walk rows as each of their domains.
 *
 * Where a row predicts the same in any batch, all walks share one small batch. Where the domain norm takes its statistics from the batch
 * at evaluation too, there is no prediction of a row alone. Then each walk is a pass of its own: through the batch in which evaluation
 * predicts the row, with nothing changed in it but the row's domain.
 *
 * @param positions of the rows; the caller disposes of the batchers
 */
export function walkPasses(subject: Subject, positions: readonly number[]): WalkPass[] {
  const { data } = subject;
  const walks = positions.flatMap((position) => {
    const ownDomain = data.domainIds[position] as number;
    return walkedDomains(data.domains.length, ownDomain).map((domain): Walked => ({ position, ownDomain, domain }));
  });
  if (walks.length === 0) return [];
  if (standsAlone(subject)) return [smallPass(subject, walks)];
  return positions.flatMap((position) =>
    passesAmongOthers(
      subject,
      position,
      walks.filter((walk) => walk.position === position),
    ),
  );
}

/** The walks, then the rows as they are. */
function smallPass({ data, batcherOf }: Subject, walks: Walked[]): WalkPass {
  const n = walks.length;
  const wanted = [...walks.keys()];
  return {
    batcher: batcherOf(editedRows(data, [...walks, ...walks.map(({ position }) => ({ position }))]), n),
    walks,
    walked: { rows: Int32Array.from(wanted), domains: walks.map(({ domain }) => domain), wanted },
    asItself: { rows: Int32Array.from(wanted, (i) => n + i), domains: walks.map(({ ownDomain }) => ownDomain), wanted },
  };
}

function passesAmongOthers({ data, batcher, batcherOf }: Subject, position: number, walks: Walked[]): WalkPass[] {
  const batch = batchOf(data, position, batcher.size);
  const place = batch.indexOf(position);
  const edits: EditedRow[] = [...Array.from(batch, (each) => ({ position: each })), ...walks];
  const made = batcherOf(editedRows(data, edits));
  const own = Int32Array.from(batch.keys());
  const domains = Array.from(batch, (each) => data.domainIds[each] as number);
  return walks.map((walk, w) => ({
    batcher: made,
    walks: [walk],
    walked: { rows: own.with(place, batch.length + w), domains: domains.with(place, walk.domain), wanted: [place] },
    asItself: { rows: own, domains, wanted: [place] },
  }));
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
