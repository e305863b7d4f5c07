import { type ModelShape, SUFFIX } from '../../model/shape';
import { type DefinedBatch, type Parameter, type Rows, range, sideBySide } from './rows.test-helper';

/** The fields' embeddings side by side, and x0: these and then the dense values. */
export function embedded(shape: ModelShape, parameter: Parameter, batch: DefinedBatch): { fields: Rows; x0: Rows } {
  const widths = [...new Set(shape.fields.map(({ width }) => width))];
  const tableOf = ({ width, apart }: ModelShape['fields'][number]) => `embedding${widths.length === 1 ? '' : `.${width}`}${apart ? SUFFIX[apart] : ''}`;
  const offsetOf = (name: string): number => {
    const field = shape.fields.find((each) => each.name === name) as ModelShape['fields'][number];
    let offset = 0;
    for (const other of shape.fields) {
      if (other.name === name) return offset;
      if (tableOf(other) === tableOf(field) && other.share === undefined) offset += other.rows;
    }
    return offset;
  };
  const fields: Rows = batch.values.map((row) =>
    row.flatMap((values, f) => {
      const field = shape.fields[f] as ModelShape['fields'][number];
      const { name, width, share } = field;
      const table = parameter(tableOf(field));
      const begin = offsetOf(share ?? name);
      return range(width).map((j) => values.reduce((sum, { id, weight }) => sum + weight * (table[(begin + id) * width + j] as number), 0));
    }),
  );
  return { fields, x0: sideBySide(fields, batch.dense) };
}

/** Of all fields' embeddings side by side, the domain's. */
export function domainOf(shape: ModelShape, fields: Rows): Rows {
  let from = 0;
  for (const { name, width } of shape.fields) {
    const [start, to] = [from, from + width];
    if (name === 'domain_indicator') return fields.map((row) => row.slice(start, to));
    from = to;
  }
  throw new Error('The domain is no input.');
}
