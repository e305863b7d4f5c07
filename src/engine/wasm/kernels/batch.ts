import type { TensorInfo } from '@tensorflow/tfjs-core';
import { EMBED, EMBED_GRADIENT, type EmbedFields, type EmbedGradient, PICK_ROWS, type PickRows } from '../../kernels/fused';
import { registerFused, shares } from './register';

/** Rows of a batch in a share. */
const ROWS = 512;
/** Rows of a table in a share of its gradient; each share looks at all ids, 14,000 of a MovieLens batch in 10 us. */
const TABLE_ROWS = 8192;

const columnsOf = ({ shape }: TensorInfo) => shape[1] as number;

/** Picking a batch's rows, and its embeddings. */
export function registerBatch(): void {
  registerFused<PickRows>(PICK_ROWS, (machine, inputs, { start, count, size }) => {
    const { ints, floats, order } = inputs as Record<'ints' | 'floats' | 'order', TensorInfo>;
    const picked = [machine.output([size, columnsOf(ints)], undefined, 'int32'), machine.output([size, columnsOf(floats)])] as const;
    const from = [machine.at(ints), columnsOf(ints), machine.at(floats), columnsOf(floats), machine.at(order), start, count, size];
    machine.run('pickRows', shares(size, ROWS), ...from, machine.at(picked[0]), machine.at(picked[1]));
    return [...picked];
  });

  registerFused<EmbedFields>(EMBED, (machine, inputs, { column, slots, weightColumn, denseColumn, dense }) => {
    const { table, ints, floats } = inputs as Record<'table' | 'ints' | 'floats', TensorInfo>;
    const rows = ints.shape[0] as number;
    const width = columnsOf(table);
    const y = machine.output([1, rows, slots.length * width + dense]);
    const ids = [machine.at(ints) + 4 * column, columnsOf(ints), machine.at(floats), columnsOf(floats)];
    const fields = [machine.integers('slots', slots), slots.length, weightColumn, denseColumn, dense];
    machine.run('embed', shares(rows, ROWS), machine.at(table), width, ...ids, ...fields, machine.at(y), rows);
    return y;
  });

  registerFused<EmbedGradient>(EMBED_GRADIENT, (machine, inputs, { column, slots, weightColumn, dense, rows: tableRows, lazy }, { into }) => {
    const { dy, ints, floats } = inputs as Record<'dy' | 'ints' | 'floats', TensorInfo>;
    const rows = ints.shape[0] as number;
    const width = ((dy.shape[2] as number) - dense) / slots.length;
    const gradient = machine.output([tableRows, width], into);
    const ids = [machine.at(ints) + 4 * column, columnsOf(ints), machine.at(floats), columnsOf(floats)];
    const fields = [machine.integers('slots', slots), slots.length, weightColumn, dense];
    const chunks = shares(tableRows, TABLE_ROWS);
    machine.run('embedGradient', chunks, machine.at(dy), width, ...ids, ...fields, machine.at(gradient), tableRows, Number(lazy), rows);
    return gradient;
  });
}
