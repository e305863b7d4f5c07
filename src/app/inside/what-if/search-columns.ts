import { domainColumns } from '../../../config/fields';
import type { RunRecord } from '../../../runs/record';

/** The columns of a run's table, which may not be the one that is open, and how to search them. */
export interface SearchColumns {
  names: string[];
  /** The one to begin with. */
  first: string;
  /** What can be typed for a column. */
  exampleOf: (column: string) => string;
}

/** A person looks for a user, an item, a channel: a sparse feature, else the domain; never the label, while there is another column. */
export function searchColumns({ probes, config }: Pick<RunRecord, 'probes' | 'config'>): SearchColumns {
  const columns = probes?.columns ?? [];
  const names = columns.map(({ name }) => name);
  const { label, domain, sparse, dense } = config.data;
  const wished = [...sparse.map((field) => (typeof field === 'string' ? field : field.column)), ...domainColumns(domain)];
  const first = [...wished, ...names.filter((name) => name !== label.column)].find((name) => names.includes(name)) ?? names[0] ?? '';
  const numbers = new Set(dense);
  return {
    names,
    first,
    exampleOf: (name) => {
      const column = columns.find((each) => each.name === name);
      const value = column?.values[column.codes[0] ?? 0] ?? '';
      return numbers.has(name) ? `> ${value}` : value;
    },
  };
}
