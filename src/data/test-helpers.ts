import type { ByteSource } from './source/byte-source';
import type { Column, Table } from './table/table';
import { Texts } from './table/texts';

/** A file that streams `content` in chunks of `chunkBytes`. */
export function fileOf(content: string | Uint8Array, { name = 'rows.csv', chunkBytes = 1 << 16 } = {}): ByteSource & { bytes: Uint8Array } {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const stream = () => {
    let at = 0;
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, at + chunkBytes));
        at += chunkBytes;
      },
    });
  };
  const slice = (start: number, end: number) => ({ arrayBuffer: async () => bytes.slice(start, end).buffer as ArrayBuffer });
  return { name, size: bytes.length, stream, slice, bytes };
}

/** A column of texts. */
export function columnOf(name: string, texts: readonly string[], extra: Partial<Column> = {}): Column {
  const codeOf = new Map([...new Set(texts)].map((text, code) => [text, code]));
  return { name, codes: Int32Array.from(texts, (text) => codeOf.get(text) as number), values: Texts.of([...codeOf.keys()]), ...extra };
}

/** A table of named columns of texts. */
export function tableOf(columns: Record<string, readonly string[]>, extra: Partial<Table> = {}): Table {
  const rows = Object.values(columns)[0]?.length ?? 0;
  return {
    name: 'rows.csv',
    rows,
    columns: Object.entries(columns).map(([name, texts]) => columnOf(name, texts)),
    hash: 'none',
    warnings: [],
    ...extra,
  };
}

/** A table's columns as texts again. */
export function textsOf(table: Table): Record<string, string[]> {
  return Object.fromEntries(table.columns.map(({ name, codes, values }) => [name, Array.from(codes, (code) => values.at(code) as string)]));
}
