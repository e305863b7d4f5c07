import * as ort from 'onnxruntime-web';
import type { EncodingFile } from '../protocol/take-away';

/** Another program that predicts with a model saved as ONNX, knowing the file and the encoding beside it. */

ort.env.wasm.numThreads = 1;

/** Rows of texts as the graph takes them, by what the encoding says. */
function encoded({ sparse, domain, shape }: EncodingFile, rows: Record<string, string>[]): Record<string, ort.Tensor> {
  const idOf = (column: string, text: string, vocabulary: string[]) => {
    const id = vocabulary.indexOf(text);
    if (id < 0) throw new Error(`${column} has no "${text}".`);
    return BigInt(id);
  };
  const domains = rows.map((row) => BigInt(domain.names.indexOf(row[domain.columns[0] as string] as string)));
  const ids = rows.flatMap((row, r) =>
    shape.fields.map(({ name }) => {
      const field = sparse.find((each) => each.name === name);
      return field ? idOf(name, row[field.column] as string, field.vocabulary as string[]) : (domains[r] as bigint);
    }),
  );
  return {
    ids: new ort.Tensor('int64', BigInt64Array.from(ids), [rows.length, shape.fields.length]),
    domain: new ort.Tensor('int64', BigInt64Array.from(domains), [rows.length]),
  };
}

/** Rows of a file of plain CSV, by their numbers. */
export async function textsOf(table: File, rows: number[]): Promise<Record<string, string>[]> {
  const [head, ...lines] = (await table.text())
    .trim()
    .split('\n')
    .map((line) => line.split(',')) as [string[], ...string[][]];
  return rows.map((row) => Object.fromEntries(head.map((name, c) => [name, (lines[row] as string[])[c] as string])));
}

/** What another program predicts, which knows only the file and the encoding beside it. */
export async function predicted(model: Uint8Array, encoding: EncodingFile, texts: Record<string, string>[]): Promise<number[]> {
  const session = await ort.InferenceSession.create(model);
  const given = encoded(encoding, texts);
  const { probability } = await session.run(Object.fromEntries(session.inputNames.map((name) => [name, given[name] as ort.Tensor])));
  return Array.from(probability?.data as Float32Array);
}
