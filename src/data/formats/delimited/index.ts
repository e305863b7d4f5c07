import { TableBuilder } from '../../table/table-builder';
import type { Format } from '../format';
import { isBinary } from '../known-kinds';
import { CsvParser } from './csv-parser';
import { lookAt } from './look-at';
import { Records } from './records';

/** The first text that is looked at holds this many characters, and this many lines, where the file does; but never more than the last. */
const [LEAST, LINES, MOST] = [1 << 16, 8, 1 << 22];

/** CSV, TSV and their like: a line a row, fields as RFC 4180 quotes them, best with a line of names above. Any text may be that. */
export const delimited: Format = {
  name: 'delimited text (CSV or TSV)',

  matches: ({ bytes }) => (isBinary(bytes) ? 0 : 0.1),

  async read(source, { limits, onRows, choices, encoding }) {
    const builder = new TableBuilder(source.name, limits);
    const text = source.text(encoding);
    const { head, whole } = await firstLines(text);
    const look = lookAt(head, { whole, name: source.name, choices, mostColumns: limits.columns });
    const { layout } = look;
    const records = new Records(builder, source.name, layout, limits.columns);
    const parser = new CsvParser(layout, records, source.name, limits.cell);
    parser.push(head);
    onRows(builder.rows);
    for await (const piece of text) {
      parser.push(piece);
      onRows(builder.rows);
    }
    parser.end();
    const { warnings, raggedLines } = records.finish();
    const comments =
      layout.comment && parser.comments > 0 ? [{ message: `Lines that begin with ${layout.comment} were passed over (${parser.comments}).` }] : [];
    return {
      rows: builder.rows,
      columns: builder.finish(),
      warnings: [...look.notes, ...comments, ...warnings],
      how: {
        format: layout.delimiter === '\t' ? 'TSV' : layout.delimiter === ',' || layout.delimiter === ';' ? 'CSV' : 'delimited text',
        delimiter: layout.delimiter,
        header: layout.header,
        skipped: layout.skip,
        ...(layout.comment && { comment: layout.comment }),
        ...(look.decimal && { decimal: look.decimal }),
        ...(raggedLines && { raggedLines }),
      },
    };
  },
};

/** Enough of the text to look at. */
async function firstLines(text: AsyncGenerator<string>): Promise<{ head: string; whole: boolean }> {
  let [head, lines] = ['', 0];
  while (head.length < MOST && (head.length < LEAST || lines < LINES)) {
    const { done, value } = await text.next();
    if (done) return { head, whole: true };
    head += value;
    for (const c of ['\n', '\r']) for (let at = value.indexOf(c); at >= 0; at = value.indexOf(c, at + 1)) lines++;
  }
  return { head, whole: false };
}
