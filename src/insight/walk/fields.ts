import { DOMAIN_FIELD } from '../../config/fields';
import type { ModelShape } from '../../model/shape';
import type { WalkField } from '../../protocol/walk';
import type { Subject } from '../subject';
import type { Walked } from './passes';

/**
 * What stood in the table, and the numbers that the model reads.
 *
 * @param columnOf the column that a sparse field reads, where its name is another
 * @param x0 [W] all embeddings side by side, then the dense values
 */
export function walkFields(
  { data, table }: Pick<Subject, 'data' | 'table'>,
  shape: ModelShape,
  columnOf: Map<string, string>,
  walked: Walked,
  x0: Float32Array,
): WalkField[] {
  const cell = (name: string) => {
    const column = table.columns.find((each) => each.name === (columnOf.get(name) ?? name));
    return column?.values.at(column.codes[data.sourceRows[walked.position] as number] as number);
  };
  let at = 0;
  const take = (width: number) => {
    at += width;
    return x0.slice(at - width, at);
  };
  return [
    ...shape.fields.map(({ name, width }): WalkField => {
      const numbers = take(width);
      if (name === DOMAIN_FIELD) return { name, kind: 'domain', text: data.domains[walked.domain]?.name ?? '', numbers };
      return { name, kind: 'sparse', text: cell(name) ?? '', numbers };
    }),
    ...data.dense.map(({ name }): WalkField => ({ name, kind: 'dense', text: cell(name) ?? '', numbers: take(1) })),
  ];
}
