import { useState } from 'react';
import type { CsvTable } from '../figure/csv';
import { fixed, short } from '../figure/numbers';
import { NoValue, Table } from '../parts/Table';

/** The numbers of a figure as a table, folded; it is made while it is open only, for a run may redraw it four times a second. */
export function ValuesTable({ summary, caption, table }: { summary: string; caption: string; table: () => CsvTable }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && <Values caption={caption} table={table()} />}
    </details>
  );
}

function Values({ caption, table: { columns, rows } }: { caption: string; table: CsvTable }) {
  return (
    <Table
      caption={caption}
      shape="tall"
      columns={columns.map((head, i) => ({ head, number: i > 0 && rows.every((row) => typeof row[i] !== 'string') }))}
      rows={rows.map((row, key) => ({ key, cells: row.map((value, i) => textOf(value, i)) }))}
    />
  );
}

function textOf(value: string | number | null, column: number) {
  if (value === null) return <NoValue key={column} reason="no value here" />;
  if (typeof value === 'string') return value;
  return column === 0 ? (Number.isInteger(value) ? value : short(value)) : fixed(value, 4);
}
