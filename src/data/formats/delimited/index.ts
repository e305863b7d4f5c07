import { TableBuilder } from '../../table/table-builder';
import type { Format } from '../format';
import { isBinary } from '../known-kinds';
import { CsvParser } from './csv-parser';
import { Records } from './records';
import { sniffDelimiter } from './sniff-delimiter';

/** The first text that the delimiter is looked for in. */
const SNIFF_CHARACTERS = 1 << 16;

/** CSV, TSV and their like: a line of names, then a line a row, as RFC 4180 quotes them. Any text may be that. */
export const delimited: Format = {
  name: 'delimited text (CSV or TSV)',

  matches: ({ bytes }) => (isBinary(bytes) ? 0 : 0.1),

  async read(source, { limits, onRows, delimiter: stated }) {
    const builder = new TableBuilder(source.name, limits);
    let records: Records | undefined;
    let parser: CsvParser | undefined;
    let head = '';
    const begin = () => {
      const delimiter = stated ?? sniffDelimiter(head);
      records = new Records(builder, source.name, delimiter, limits.columns);
      parser = new CsvParser(delimiter, records, source.name, limits.cell);
      parser.push(head);
    };
    for await (const text of source.text()) {
      if (parser) parser.push(text);
      else {
        head += text;
        if (head.length >= SNIFF_CHARACTERS) begin();
      }
      onRows(builder.rows);
    }
    if (!parser) begin();
    (parser as unknown as CsvParser).end();
    return (records as unknown as Records).finish();
  },
};
