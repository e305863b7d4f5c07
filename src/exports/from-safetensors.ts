import { UserError } from '../lib/user-error';
import type { Tensors } from './safetensors';

/** Bytes of a header, at most: what the format's own reader allows. */
const MOST_HEADER = 100_000_000;
/** No model here has nearly as many tensors. */
const MOST_TENSORS = 100_000;
const MOST_DIMENSIONS = 8;
/** Part of a name is that of a field, which a person may call whatever they like. */
const LONGEST_NAME = 1000;
/** Names that an object has of itself, so that a tensor of that name would change it or be lost. */
const OF_OBJECTS = new Set(['__proto__', 'constructor', 'prototype']);
const FIX = 'Save the weights anew as safetensors, with float32 values.';
const BYTES = { F32: 4, I64: 8 } as const;

/** Where a tensor's values lie: bytes after the header. */
interface Entry {
  name: string;
  dtype: keyof typeof BYTES;
  shape: number[];
  from: number;
  to: number;
}

/**
 * Reads what `toSafetensors` writes, and any file of the format (https://huggingface.co/docs/safetensors) whose tensors are F32 or I64.
 * The file is untrusted: nothing is read, and no memory taken, before its header fits its length.
 *
 * @param bytes the whole file
 * @param where its name, for errors
 * @returns the tensors (I64 as Int32Array; counters as the writer has them, `num_batches_tracked` as Float32Array), and `__metadata__`
 * @throws UserError where the file breaks a rule of the format, or holds a value that is no finite number
 */
export function fromSafetensors(bytes: Uint8Array, where = 'weights'): { tensors: Tensors; metadata: Record<string, string> } {
  const refuse = (what: string): never => {
    throw new UserError(what, where, FIX);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return refuse('the file is too short to be a safetensors file');
  const long = view.getBigUint64(0, true);
  if (long > BigInt(MOST_HEADER)) return refuse(`the file is no safetensors file: its header would be ${long} bytes long`);
  const length = Number(long);
  const start = 8 + length;
  if (start > bytes.length) return refuse(`the file is cut off: its header would end at byte ${start}, the file ends at ${bytes.length}`);
  const { entries, metadata } = readHeader(bytes.subarray(8, start), refuse);
  checkSpans(entries, bytes.length - start, refuse);
  const tensors: Tensors = {};
  for (const entry of entries) tensors[entry.name] = { shape: entry.shape, data: valuesOf(view, start, entry, refuse) };
  return { tensors, metadata };
}

type Refuse = (what: string) => never;

function readHeader(raw: Uint8Array, refuse: Refuse): { entries: Entry[]; metadata: Record<string, string> } {
  if (raw[0] !== 0x7b) refuse('the header does not begin with "{"');
  let text = '';
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
    header = JSON.parse(text);
  } catch {
    refuse('the header is no JSON');
  }
  if (!isObject(header)) return refuse('the header is no JSON object');
  const twice = keyTwice(text);
  if (twice !== undefined) refuse(`"${twice}" stands in the header twice`);
  const count = Object.keys(header).length;
  if (count > MOST_TENSORS + 1) refuse(`the file has ${count} tensors; ${MOST_TENSORS} are the most`);
  const { __metadata__: said = {}, ...rest } = header;
  if (!isObject(said) || Object.values(said).some((value) => typeof value !== 'string')) return refuse('"__metadata__" must hold texts alone');
  return { entries: Object.entries(rest).map(([name, entry]) => readEntry(name, entry, refuse)), metadata: said as Record<string, string> };
}

function readEntry(name: string, entry: unknown, refuse: Refuse): Entry {
  if (!isName(name)) return refuse(`"${name.slice(0, 100)}" is no name of a tensor`);
  if (!isObject(entry)) return refuse(`"${name}" is no tensor`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32' && dtype !== 'I64') return refuse(`"${name}" is of the type ${JSON.stringify(dtype)?.slice(0, 40)}; F32 and I64 are read`);
  if (!Array.isArray(shape) || shape.length > MOST_DIMENSIONS || !shape.every(isCount)) return refuse(`the shape of "${name}" is no list of sizes`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) return refuse(`"${name}" does not say from where to where it lies`);
  const [from, to] = offsets as [number, number];
  // A product beyond what a number holds exactly is no length of a file either.
  const size = shape.reduce((product, each) => product * each, BYTES[dtype]);
  if (to - from !== size) return refuse(`"${name}" is [${shape}] and should take ${size} bytes, but lies from ${from} to ${to}`);
  return { name, dtype, shape, from, to };
}

/** Whether it names a tensor and nothing else: neither a place in a folder, nor what an object has of itself. */
function isName(name: string): boolean {
  const steps = name.split(/[/\\]/);
  return (
    name !== '' &&
    name.length <= LONGEST_NAME &&
    !OF_OBJECTS.has(name) &&
    !(steps.length > 1 && steps.some((step) => step === '' || step === '.' || step === '..'))
  );
}

/** Tensors lie end to end, as the format wants it: none over another, nothing hidden between them or behind. */
function checkSpans(entries: readonly Entry[], length: number, refuse: Refuse): void {
  let end = 0;
  for (const { name, from, to } of [...entries].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (to > length) refuse(`the file is cut off: "${name}" would end at byte ${to} of the values, the file has ${length}`);
    if (from !== end) refuse(from < end ? `"${name}" overlaps another tensor` : `before "${name}" there are ${from - end} bytes that are no tensor's`);
    end = to;
  }
  if (end !== length) refuse(`after the last tensor there are ${length - end} bytes that are no tensor's`);
}

function valuesOf(view: DataView, start: number, { name, dtype, from, to }: Entry, refuse: Refuse): Float32Array | Int32Array {
  const count = (to - from) / BYTES[dtype];
  const at = start + from;
  const counter = name.endsWith('num_batches_tracked');
  if (dtype === 'F32') {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const value = view.getFloat32(at + 4 * i, true);
      if (!Number.isFinite(value)) refuse(`"${name}" holds ${value} at place ${i}: such a model predicts nothing`);
      values[i] = value;
    }
    return values;
  }
  const values = counter ? new Float32Array(count) : new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const value = Number(view.getBigInt64(at + 8 * i, true));
    values[i] = value;
    // Of a counter, floats hold whole numbers up to 2^24 exactly.
    if (values[i] !== value) refuse(`"${name}" holds ${value} at place ${i}, which is too large here`);
  }
  return values;
}

/**
 * The first key that stands twice in an object of a JSON text: `JSON.parse` keeps the last, and says nothing.
 *
 * @param text that `JSON.parse` reads
 */
function keyTwice(text: string): string | undefined {
  /** Of each object or list that is open, the outermost first; a list has none. */
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') open.push(new Set());
    else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const from = at;
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
      let next = at + 1;
      while (' \t\r\n'.includes(text[next] ?? '-')) next++;
      if (text[next] !== ':') continue;
      const key: string = JSON.parse(text.slice(from, at + 1));
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
