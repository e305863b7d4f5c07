/** Text as HTML shows it, in an element or in an attribute between double quotes: names come from other people's files. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A cell: text, which may be bold, a number as it is to be read, or nothing. */
type Cell = string | number | null | undefined | { bold: string };

/**
 * A table with a caption. Everything in it is escaped.
 *
 * @param rows a cell for each column; the first names the row
 */
export function htmlTable(caption: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const body = rows.map(([name, ...cells]) => `<tr><th scope="row">${said(name)}</th>${cells.map((cell) => `<td>${said(cell)}</td>`).join('')}</tr>`);
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

function said(cell: Cell): string {
  if (cell === null || cell === undefined) return '–';
  if (typeof cell === 'object') return `<b>${escaped(cell.bold)}</b>`;
  return escaped(typeof cell === 'number' ? cell.toLocaleString('en') : cell);
}
