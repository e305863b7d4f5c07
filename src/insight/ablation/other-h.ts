import { gather, reshape, type Tensor2D, type Tensor3D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Inside } from '../../model/context';
import { matrixScale } from '../../model/hyper-network';
import type { DomainMean } from '../../protocol/insight';
import type { MadeBatch } from '../../training/rows/batch';
import { editedRows } from '../edited-rows';
import type { Subject } from '../subject';
import { rowsByPlace } from './placed';

/**
 * Each row's H as the hyper-network makes it of the row with nothing changed but its domain. The row itself and its tower stay.
 *
 * @param rows [count] positions of the batch's rows, as they were asked for
 * @param domain that all of them are made to be of; a row that is of it keeps its H
 */
export function asDomain(subject: Subject, domain: number, batch: MadeBatch, rows: Int32Array): Inside {
  return {
    replace: (output) =>
      tidy(() => {
        const order = rowsByPlace(batch, domainsOf(subject, rows));
        // Padding takes what the first row does.
        const from = Int32Array.from({ length: batch.size }, (_, place) => order[place] ?? (order[0] as number));
        return reshape(gather(outputAs(subject, domain, rows), tensor1d(from, 'int32')), output.shape);
      }),
  };
}

/**
 * Each row with the mean H of its domain.
 *
 * @param means [D] as the adapters use them
 */
export function ownMean(subject: Subject, means: readonly DomainMean[], batch: MadeBatch, rows: Int32Array): Inside {
  const scale = matrixScale(subject.learner.model.config);
  const size = subject.learner.model.config.k ** 2;
  return {
    replace: (output) =>
      tidy(() => {
        const domains = domainsOf(subject, rows);
        const order = rowsByPlace(batch, domains);
        const of = Int32Array.from({ length: batch.size }, (_, place) => domains[order[place] ?? 0] as number);
        const all = Float32Array.from({ length: means.length * size }, (_, i) => ((means[Math.floor(i / size)] as DomainMean).h[i % size] as number) / scale);
        return reshape(gather(tensor2d(all, [means.length, size]), tensor1d(of, 'int32')), output.shape);
      }),
  };
}

/** Each place of the batch with the H of another. @param from [size] */
export function fromPlaces(from: Int32Array): Inside {
  return { replace: (output) => tidy(() => gather(output, tensor1d(from, 'int32'), 1)) as Tensor3D };
}

/** What the hyper-network puts out for the rows as rows of one domain, in the order in which they were asked for: [count, k * k]. */
function outputAs({ data, learner, batcherOf }: Subject, domain: number, rows: Int32Array): Tensor2D {
  // A batch's rows alone, so that what it takes does not grow with the rows times the domains.
  const batcher = batcherOf(
    editedRows(
      data,
      Array.from(rows, (position) => ({ position, domain })),
    ),
  );
  try {
    const batch = batcher.make(Int32Array.from(rows.keys()));
    try {
      return learner.hyperOutput(batch, batch.count) as Tensor2D;
    } finally {
      batch.dispose();
    }
  } finally {
    batcher.dispose();
  }
}

const domainsOf = ({ data }: Subject, rows: Int32Array) => Array.from(rows, (position) => data.domainIds[position] as number);
