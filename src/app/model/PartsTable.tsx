import { Table } from '../parts/Table';
import { useParts } from '../store/use-app';

/** What each part of the model holds, and what it costs. */
export function PartsTable() {
  const { preview } = useParts('preview');
  if (!preview) return null;
  const { parts, total, backbone } = preview.parameters;
  const count = (value: number) => value.toLocaleString('en');
  return (
    <Table
      caption="Parameters and cost by part"
      columns={[
        'Part',
        { head: 'Parameters', number: true },
        { head: 'Multiply-adds per row', number: true, title: 'Multiplications and additions to predict one row; training takes about three times as many' },
      ]}
      rows={[
        ...parts.map(({ part, parameters, cost }) => ({ key: part, cells: [part, count(parameters), part === 'embeddings' ? 'looked up' : count(cost)] })),
        { key: 'all parts', cells: ['all', count(total), count(preview.parameters.cost)] },
        { key: 'the backbone', cells: ['the backbone alone', count(backbone.parameters), count(backbone.cost)] },
      ]}
    />
  );
}
