import type { ReactNode } from 'react';

/** The numbers of a figure as a table for screen readers, which read a table better than a picture. `columns` are those after the rows’ names. */
export function HiddenTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly string[];
  rows: readonly { name: string; cells: ReactNode[] }[];
}) {
  return (
    <div className="hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name, and never move.
              <th key={i} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows may share a name, and hold no state.
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
