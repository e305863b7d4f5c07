import { type Random, randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { catchUp, optimiseRows, range, squares } from '../fused.definition.test-helper';
import { exact, floats, type Given, integers, type KernelCase } from './case.test-helper';
import { OF_A_STEP, OPTIMISERS, stateFor } from './optimise.test-helper';

interface RowsChoice extends Partial<kernel.OptimiseRows> {
  batch: number;
}

export function rowsAttributes(optimiser: kernel.Optimise['optimiser'], choice: Partial<kernel.OptimiseRows>): kernel.OptimiseRows {
  const { rows, width, ids } = { rows: 23, width: 5, ids: 2 };
  return { optimiser, t: 9, rate: 0.01, embeddingDecay: 0.2, momentum: 0.9, clip: 0, offset: 64, rows, width, column: 1, ids, ...choice };
}

/** A batch's ints that name rows below `below` only. */
export function intsNaming(random: Random, { column, ids }: kernel.OptimiseRows, rows: number, below: number): { ints: Given; named: number[] } {
  const columns = column + ids + 1;
  const values = range(rows * columns).map((i) => (i % columns >= column && i % columns < column + ids ? random.below(below) : 12_345));
  return { ints: integers(values, [rows, columns]), named: values.filter((_, i) => i % columns >= column && i % columns < column + ids) };
}

function rowsCase(what: string, optimiser: kernel.Optimise['optimiser'], { batch, ...choice }: RowsChoice, late = 1): KernelCase {
  const attributes = rowsAttributes(optimiser, choice);
  const { t, rows, width, offset, clip } = attributes;
  return {
    kernel: kernel.OPTIMISE_ROWS,
    title: `${optimiser}, ${what}`,
    make: () => {
      const random = randomStream(11, `rows/${optimiser}/${what}`);
      const size = offset + rows * width + 37;
      const { gradient, ...state } = stateFor(random, optimiser, size);
      const { ints, named } = intsNaming(random, attributes, batch, Math.ceil(rows * 0.8));
      const last = integers(
        range(rows).map(() => Math.max(0, t - 1 - random.below(9) * late)),
        [rows],
      );
      const length = squares(exact(gradient));
      const before = {
        parameters: exact(state.parametersInPlace),
        first: exact(state.firstInPlace),
        second: exact(state.secondInPlace ?? floats([], [0])),
        last: last.values as Int32Array,
      };
      const after = optimiseRows(before, exact(gradient), named, attributes, length);
      const names = new Set(named);
      const row = (i: number) => Math.floor((i - offset) / width);
      const kept = (i: number) => i < offset || !names.has(row(i));
      // A power of n carries n rounding errors of its base, however it is computed.
      const memory = { kept, shape: [size], slack: late };
      const parameters = { kept, shape: [size], slack: OF_A_STEP * late, values: after.parameters };
      return {
        inputs: { ...state, gradient, lastInPlace: last, ints, ...(clip > 0 && { squares: floats([length], []) }) },
        attributes,
        results: [{ ...parameters, kept: () => false }],
        changed: {
          parametersInPlace: parameters,
          firstInPlace: { ...memory, values: after.first },
          ...(state.secondInPlace && { secondInPlace: { ...memory, values: after.second } }),
          lastInPlace: { shape: [rows], values: after.last, kept: (i: number) => !names.has(i) },
        },
      };
    },
  };
}

function catchUpCase(what: string, optimiser: kernel.Optimise['optimiser'], choice: Partial<kernel.CatchUp>, late = 1): KernelCase {
  const { clip: _clip, column: _column, ids: _ids, ...attributes } = rowsAttributes(optimiser, choice);
  const { t, rows, width, offset } = attributes;
  return {
    kernel: kernel.CATCH_UP,
    title: `${optimiser}, ${what}`,
    make: () => {
      const random = randomStream(14, `catch up/${optimiser}/${what}`);
      const size = offset + rows * width + 37;
      const { gradient: _gradient, ...state } = stateFor(random, optimiser, size);
      const last = integers(
        range(rows).map(() => Math.max(0, t - random.below(9) * late)),
        [rows],
      );
      const before = {
        parameters: exact(state.parametersInPlace),
        first: exact(state.firstInPlace),
        second: exact(state.secondInPlace ?? floats([], [0])),
        last: last.values as Int32Array,
      };
      const after = catchUp(before, attributes);
      // Rows that this step has moved keep their bits.
      const kept = (i: number) => i < offset || i >= offset + rows * width || before.last[Math.floor((i - offset) / width)] === t;
      const memory = { kept, shape: [size], slack: late };
      const parameters = { kept, shape: [size], slack: OF_A_STEP * late, values: after.parameters };
      return {
        inputs: { ...state, lastInPlace: last },
        attributes,
        results: [{ ...parameters, kept: () => false }],
        changed: {
          parametersInPlace: parameters,
          firstInPlace: { ...memory, values: after.first },
          ...(state.secondInPlace && { secondInPlace: { ...memory, values: after.second } }),
          lastInPlace: { shape: [rows], values: after.last },
        },
      };
    },
  };
}

export const CATCH_UPS: KernelCase[] = OPTIMISERS.flatMap((optimiser) => [
  catchUpCase('a table of odd sizes', optimiser, {}),
  catchUpCase('rows of one element at any place, no momentum', optimiser, { rows: 70, width: 1, offset: 7, momentum: 0 }),
  catchUpCase('more rows than a share, long not seen', optimiser, { rows: 8200, width: 2, t: 900, embeddingDecay: 0.01 }, 100),
]);

export const ROWS: KernelCase[] = OPTIMISERS.flatMap((optimiser) => [
  rowsCase('a few rows', optimiser, { batch: 9 }),
  rowsCase('one row of a batch, one id, a table at any place', optimiser, { batch: 1, ids: 1, width: 3, offset: 7 }),
  rowsCase('ids repeated a thousand times', optimiser, { batch: 700, ids: 3, rows: 5, width: 4, column: 3 }),
  rowsCase('a gradient clipped', optimiser, { batch: 9, clip: 1.5, momentum: 0 }),
  rowsCase('rows long not seen', optimiser, { batch: 40, rows: 130, width: 16, t: 900, embeddingDecay: 0.01 }, 100),
]);
