import binary from './built/reader.wasm?url&inline';

/** What `assembly/index.ts` gives; addresses are in bytes, and a yes is 1. */
export interface ReaderExports {
  allocate(bytes: number): number;
  setFactors(first: bigint, second: bigint): void;
  open(
    columns: number,
    delimiter: number,
    delimiterBytes: number,
    comment: number,
    quotes: number,
    skip: number,
    header: number,
    trailing: number,
    mostColumns: number,
    mostUnits: number,
    mostDistinct: number,
    mostText: number,
    textBesides: number,
    rowLimit: number,
  ): number;
  sample(seed: number, most: number, together: number): void;
  setKept(rows: number): void;
  keep(column: number, kept: number): void;
  release(at: number, bytes: number): void;
  room(bytes: number): number;
  examine(at: number, bytes: number): number;
  feedsSeen(): number;
  added(bytes: number): void;
  run(last: number): number;
  toSeam(stops: number): void;
  passRows(rows: number, lines: number): void;
  lineAtHand(): number;
  unread(): number;
  textCounted(): number;
  intern(column: number, bytes: number, starts: number, count: number, codes: number): number;
  pass(): void;
  pack(column: number): number;
  emptyBatch(): void;
  batchAt(): number;
  batchStride(): number;
  batchCount(): number;
  numbersAt(): number;
  columnsAt(): number;
  columnBytes(): number;
  rowsSeen(): number;
  commentsPassed(): number;
  firstEmptyLine(): number;
  fieldsFound(): number;
  lineOfStop(): number;
  fieldOfStop(): number;
  recordAt(): number;
  recordBytes(): number;
}

/** The reader's code in a memory of its own. */
export interface Kernel {
  memory: WebAssembly.Memory;
  exports: ReaderExports;
}

/** 4 GB but one page. */
const MOST_PAGES = 65_535;

let compiled: Promise<WebAssembly.Module> | undefined;

/** A reader for one file. */
export async function startKernel(): Promise<Kernel> {
  compiled ??= WebAssembly.compile(bytesOf(binary));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const instance = await WebAssembly.instantiate(await compiled, { env: { memory } });
  const exports = instance.exports as unknown as ReaderExports;
  // Numbers that nobody can foresee: no file can be made to be slow.
  const [first, second] = crypto.getRandomValues(new BigUint64Array(2));
  exports.setFactors(BigInt.asIntN(64, first as bigint), BigInt.asIntN(64, second as bigint));
  return { memory, exports };
}

/** Of a column's dictionary: its texts, their bytes, and the first block of their list, as `assembly/dictionary.ts` has them. */
export function columnFacts({ exports, memory }: Kernel, column: number): { distinct: number; bytes: number; list: number } {
  const facts = new DataView(memory.buffer, (exports.columnsAt() >>> 0) + column * exports.columnBytes());
  return { distinct: facts.getUint32(8, true), bytes: Number(facts.getBigUint64(16, true)), list: facts.getUint32(24, true) };
}

/** @param url a `data:` URL in base64 */
function bytesOf(url: string): Uint8Array<ArrayBuffer> {
  const letters = atob(url.slice(url.indexOf(',') + 1));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
