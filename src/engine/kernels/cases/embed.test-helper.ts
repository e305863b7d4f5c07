import { type Random, randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { embed, range, valuesOf } from '../fused.definition.test-helper';
import { embedGradient } from '../fused.gradient.test-helper';
import { bothWays, drawn, exact, type Family, integers, normals, once, type Wanted } from './case.test-helper';

interface EmbedChoice {
  table: number;
  width: number;
  rows: number;
  slots: number[];
  dense: number;
  weighted: boolean;
  /** The id of each slot of each row. */
  ids: (random: Random, slot: number) => number;
  what: string;
}

function embedFamily({ table: tableRows, width, rows, slots, dense, weighted, ids, what }: EmbedChoice): Family {
  const title = `${what}: ${rows} rows, slots ${slots}, table [${tableRows}, ${width}], ${dense} dense`;
  const values = slots.reduce((a, b) => a + b, 0);
  const fields: kernel.EmbedFields = { column: 2, slots, weightColumn: weighted ? 3 + dense : -1, denseColumn: 3, dense };
  const [perInts, perFloats] = [values + 3, 3 + dense + values + 1];
  const [shapeOfTable, shapeOfY] = [
    [tableRows, width],
    [1, rows, slots.length * width + dense],
  ];
  const made = once(() => {
    const random = randomStream(4, `embed/${title}`);
    const ints = integers(
      range(rows * perInts).map((i) => ids(random, (i % perInts) - 2)),
      [rows, perInts],
    );
    const columns = normals(random, [rows, perFloats]);
    // A cell of fewer values than slots weighs the rest 0.
    if (weighted) for (let i = 0; i < rows; i++) for (let s = 0; s < values; s++) if (random.below(3) === 0) columns.values[i * perFloats + 3 + dense + s] = 0;
    const shape = { rows, width, fields, ints: ints.values as Int32Array, floats: columns.values as Float32Array };
    const [table, dy] = [normals(random, shapeOfTable), normals(random, shapeOfY)];
    const inputs = { table: exact(table) };
    const gradient = bothWays(inputs, exact(dy), (given) => embed(given, shape), embedGradient(inputs, exact(dy), shape));
    return { ints, columns, shape, table, dy, inputs, gradient };
  });
  return {
    cases: [
      {
        kernel: kernel.EMBED,
        title,
        make: () => {
          const { ints, columns, shape, table, inputs } = made();
          return { inputs: { table, ints, floats: columns }, attributes: fields, results: [{ shape: shapeOfY, values: embed(inputs, shape) }] };
        },
      },
      ...[false, true].map((lazy) => ({
        kernel: kernel.EMBED_GRADIENT,
        title: `${title}${lazy ? ', lazy' : ''}`,
        make: () => {
          const { ints, columns, shape, dy, gradient } = made();
          const names = new Set(valuesOf(shape).map(({ id }) => id));
          const result: Wanted = { shape: shapeOfTable, values: gradient.wanted.table, into: 'into' };
          if (lazy) result.kept = (i) => !names.has(Math.floor(i / width));
          return {
            inputs: { dy, ints, floats: columns },
            attributes: { ...fields, rows: tableRows, lazy } satisfies kernel.EmbedGradient,
            results: [result],
          };
        },
      })),
    ],
    gradient: { title: `embedding, ${title}`, make: () => made().gradient },
  };
}

const anyOf = (n: number) => (random: Random) => random.below(n);
export const EMBEDS: Family[] = [
  ...drawn('embed', 5, (size, i): EmbedChoice => {
    const [table, fields] = [size(30), size(4)];
    const slots = range(fields).map(() => (i % 2 ? size(3) : 1));
    return { what: 'drawn', table, width: size(9), rows: size(40), slots, dense: size(4) - 1, weighted: i % 2 > 0, ids: anyOf(table) };
  }),
  { what: 'one value', table: 1, width: 1, rows: 1, slots: [1], dense: 0, weighted: false, ids: () => 0 },
  { what: 'fields that share rows', table: 6, width: 5, rows: 7, slots: [1, 1], dense: 2, weighted: false, ids: anyOf(4) },
  { what: 'several values, some of weight 0', table: 9, width: 3, rows: 5, slots: [2, 1, 3], dense: 0, weighted: true, ids: anyOf(8) },
  { what: 'a value weighed', table: 7, width: 4, rows: 1, slots: [3], dense: 1, weighted: true, ids: anyOf(7) },
  { what: 'many rows', table: 1500, width: 16, rows: 300, slots: [1, 1, 1, 1, 1, 1, 1], dense: 1, weighted: false, ids: anyOf(1400) },
  {
    what: 'ids repeated a thousand times',
    table: 40,
    width: 4,
    rows: 1100,
    slots: [1, 1],
    dense: 3,
    weighted: false,
    ids: (random: Random, slot: number) => (slot === 0 ? 3 : 5 + random.below(2)),
  },
  { what: 'many values, some of weight 0', table: 50, width: 7, rows: 600, slots: [5, 2], dense: 0, weighted: true, ids: anyOf(45) },
].map(embedFamily);
