import { hasHyperNetwork } from '../config/adapter-kinds';
import type { RunConfig } from '../config/run-config';
import type { EncodedData } from '../data/types';
import type { Capacity } from '../engine/engine';
import { MEMORIES } from '../engine/ops/optimise';
import { UserError } from '../lib/user-error';
import type { Model } from '../model/model';
import { batchColumns } from '../model/shape';

/** Bytes of one thing that a run keeps on the engine, and the setting that governs it. */
export interface Share {
  what: string;
  bytes: number;
  path: string;
  /** What makes it smaller. */
  advice: string;
}

export interface Footprint {
  /** The largest single tensors. */
  tensors: Share[];
  /** All that is on the engine at once, at most: activations are kept until the end of a step. */
  total: number;
}

const BYTES = 4;

/** What a run needs of an engine's memory; activations are counted from above. @param batches rows of each model's batches */
export function footprint(
  models: readonly Model[],
  data: Pick<EncodedData, 'rows'>,
  batches: readonly number[],
  optimiser: RunConfig['train']['optimiser'],
): Footprint {
  const tensors: Share[] = [];
  let total = 0;
  for (const [m, model] of models.entries()) {
    const batch = batches[m] as number;
    const { parameters, config, shape, norms } = model;
    const flat = parameters.size * BYTES;
    // Parameters, gradient, the optimiser's memories, the best epoch's copy.
    total += flat * (3 + MEMORIES[optimiser]);
    tensors.push({
      what: 'all parameters together',
      bytes: flat,
      path: 'model',
      advice: 'Use narrower layers or embeddings, or leave out a column with many values.',
    });
    // Each layer is kept before and after its norm, and has a gradient of each.
    const widths = norms.map(({ name, groups, width }) => ({ name, bytes: batch * groups * width * BYTES }));
    for (const { name, bytes } of widths) {
      total += 4 * bytes;
      tensors.push({ what: `the outputs of ${name} for a batch`, bytes, path: 'train.batch', advice: 'Use a smaller batch.' });
    }
    if (config.adapters.length > 0 && hasHyperNetwork(config)) {
      const matrices = batch * config.k ** 2 * BYTES;
      tensors.push({
        what: `the matrices H of a batch, ${config.k} by ${config.k} each`,
        bytes: matrices,
        path: 'model.k',
        advice: 'Use a smaller k or batch.',
      });
    }
    const { ints, floats } = batchColumns(shape);
    const rows = data.rows * Math.max(ints, floats) * BYTES;
    tensors.push({ what: 'the encoded rows', bytes: rows, path: 'data', advice: 'Use fewer rows or columns.' });
  }
  const [first] = models;
  if (first) {
    const { ints, floats } = batchColumns(first.shape);
    total += data.rows * (ints + floats) * BYTES;
  }
  return { tensors: tensors.sort((a, b) => b.bytes - a.bytes), total };
}

/**
 * Refuses a run that cannot fit the engine, before it starts.
 *
 * @throws UserError with the numbers, and what would make it fit
 */
export function checkFits({ tensors, total }: Footprint, { tensor, total: available }: Capacity, engine: string): void {
  const [largest] = tensors;
  if (largest && largest.bytes > tensor) {
    throw new UserError(
      `${largest.what} take ${readable(largest.bytes)}; the ${engine} engine can hold ${readable(tensor)} in one piece`,
      largest.path,
      largest.advice,
    );
  }
  if (total > available) {
    throw new UserError(
      `the run takes about ${readable(total)}; the ${engine} engine has ${readable(available)}`,
      largest?.path ?? 'train.batch',
      `Most of it is for ${largest ? `${largest.what} (${readable(largest.bytes)})` : 'the batch'}. ${largest?.advice ?? 'Use a smaller batch.'}`,
    );
  }
}

/** What a run takes most memory for, in words; undefined where it has no model. */
export function largestShare({ tensors: [largest] }: Footprint): { what: string; size: string; path: string; advice: string } | undefined {
  return largest && { what: largest.what, size: readable(largest.bytes), path: largest.path, advice: largest.advice };
}

function readable(bytes: number): string {
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.ceil(bytes / 2 ** 20)} MiB`;
}
