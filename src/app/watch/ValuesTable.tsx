import { useState } from 'react';
import { fixed, short } from '../../lib/numbers';
import { NoValue, Table } from '../parts/Table';
import type { Values } from './values';

/** The numbers of a figure as a table, folded; it is made while it is open only, for a run may redraw it four times a second. */
export function ValuesTable({ summary, caption, table }: { summary: string; caption: string; table: () => Values }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && <Numbers caption={caption} table={table()} />}
    </details>
  );
}

function Numbers({ caption, table: { columns, rows, places } }: { caption: string; table: Values }) {
  return (
    <Table
      caption={caption}
      shape="tall"
      columns={columns.map((head, i) => ({ head, number: i > 0 && rows.every((row) => typeof row[i] !== 'string') }))}
      rows={rows.map((row, key) => ({ key, cells: row.map((value, i) => textOf(value, i, places[i])) }))}
    />
  );
}

function textOf(value: string | number | null, column: number, places: number | undefined) {
  if (value === null) return <NoValue key={column} reason="no value here" />;
  if (typeof value === 'string') return value;
  if (places !== undefined) return fixed(value, places);
  return Number.isInteger(value) ? value : short(value);
}
