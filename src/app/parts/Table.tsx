import type { ReactNode } from 'react';
import styles from './table.module.css';

export interface TableColumn {
  head: ReactNode;
  /** Numbers stand at the right, digit below digit. */
  number?: boolean;
  /** What the column means, where its head is too short to say it. */
  title?: string;
  /** Which way the rows are sorted by it, where they can be. */
  sorted?: 'ascending' | 'descending' | 'none' | undefined;
}

export interface TableRow {
  key: string | number;
  /** One for each column; the first names the row. */
  cells: readonly ReactNode[];
}

/** How a table stands on the page. `wide` scrolls sideways, `tall` and `short` also down, `hidden` is for screen readers alone. */
export type TableShape = 'plain' | 'wide' | 'tall' | 'short' | 'hidden';

/** A table: what it is called, its columns and rows. What scrolls can be reached by keyboard. */
export function Table({
  caption,
  columns,
  rows,
  shape = 'plain',
  className,
}: {
  caption: string;
  columns: readonly (TableColumn | string)[];
  rows: readonly TableRow[];
  shape?: TableShape;
  className?: string | undefined;
}) {
  const all = columns.map((column): TableColumn => (typeof column === 'string' ? { head: column } : column));
  const table = (
    <table className={className}>
      <caption className={shape === 'hidden' ? undefined : 'hidden'}>{caption}</caption>
      <thead>
        <tr>
          {all.map(({ head, number, title, sorted }, i) =>
            head === '' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move.
              <td key={i} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <th key={i} scope="col" title={title} aria-sort={sorted} className={number ? 'number' : undefined}>
                {head}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [name, ...cells] }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {cells.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <td key={i} className={all[i + 1]?.number ? 'number' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (shape === 'plain') return table;
  if (shape === 'hidden') return <div className="hidden">{table}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={`${shape === 'wide' ? '' : 'scroll '}${styles[shape]}`} tabIndex={0} aria-label={caption}>
      {table}
    </section>
  );
}

/** A cell without a value. @param reason why there is none */
export function NoValue({ reason, sign = 'n/a' }: { reason?: string | undefined; sign?: string }) {
  return (
    <span title={reason}>
      {sign}
      {reason && <span className="hidden"> {reason}</span>}
    </span>
  );
}
