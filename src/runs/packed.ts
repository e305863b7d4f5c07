import { base64 } from '../lib/base64';

/**
 * A typed array in JSON. Floats are for looking at. They are whole numbers with a scale: 16 bits with one scale for all, or, in a packed
 * form of later, of some number of bits with a scale for each block.
 */
type Packed = { f32: string; scale: number } | Blocks | { i32: string } | { u8: string };

/** `length` whole numbers of `bits` bits, the highest bit first, one behind the other; block `i` of `block` numbers is in steps of `scales[i]`. */
interface Blocks {
  blocks: string;
  length: number;
  bits: number;
  block: number;
  scales: number[];
}

/** How exactly the numbers of an array are kept: to 1 / (2^bits - 2) of the largest of their block. */
export interface Precision {
  /** 2 to 16 */
  bits: number;
  /** Numbers that share a scale. */
  block: number;
}

/**
 * JSON in which typed arrays are base64.
 *
 * @param precision of the floats at a path such as `looks[].factors[].u1`; left out or undefined: to 1/65534 of the largest of their array
 * @param space as of `JSON.stringify`
 */
export function toPackedJson(value: unknown, precision: (path: string) => Precision | undefined = () => undefined, space?: number): string {
  return JSON.stringify(packedAt(value, '', precision), undefined, space);
}

/**
 * The value again; floats as exactly as they were packed.
 *
 * @throws SyntaxError where the text is no JSON, RangeError or DOMException where a packed array is none
 */
export function fromPackedJson(text: string): unknown {
  return JSON.parse(text, (_, each) => unpack(each));
}

function packedAt(value: unknown, path: string, precision: (path: string) => Precision | undefined): unknown {
  if (ArrayBuffer.isView(value)) return pack(value, precision(path));
  if (Array.isArray(value)) return value.map((each) => packedAt(each, `${path}[]`, precision));
  if (!value || typeof value !== 'object') return value;
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  // A column may have any name, even __proto__: entries keep it.
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, packedAt(each, at(key), precision)]));
}

function pack(values: ArrayBufferView, precision: Precision | undefined): Packed {
  if (values instanceof Int32Array) return { i32: toBase64(values) };
  if (values instanceof Uint8Array) return { u8: toBase64(values) };
  const floats = values as Float32Array;
  if (precision) return inBlocks(floats, precision);
  const scale = largest(floats) / 32767 || 1;
  return { f32: toBase64(Int16Array.from(floats, (value) => Math.round(value / scale))), scale };
}

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function inBlocks(values: Float32Array, { bits, block }: Precision): Blocks {
  const most = 2 ** (bits - 1) - 1;
  const scales: number[] = [];
  const wholes = new Int32Array(values.length);
  for (let start = 0; start < values.length; start += block) {
    const end = Math.min(start + block, values.length);
    // Seven digits are all that a float has.
    const scale = Number((largest(values.subarray(start, end)) / most).toPrecision(7)) || 1;
    scales.push(scale);
    for (let i = start; i < end; i++) wholes[i] = Math.max(-most, Math.min(most, Math.round((values[i] as number) / scale)));
  }
  return { blocks: toBase64(toBits(wholes, bits)), length: values.length, bits, block, scales };
}

function fromBlocks({ blocks, length, bits, block, scales }: Blocks): Float32Array {
  const bytes = fromBase64(blocks);
  const whole = [length, bits, block].every(Number.isSafeInteger) && length >= 0 && bits >= 2 && bits <= 16 && block >= 1;
  // Memory is taken only for what is there.
  if (!whole || length * bits > 8 * bytes.length || !Array.isArray(scales) || scales.length < Math.ceil(length / block)) {
    throw new RangeError('These are no packed numbers.');
  }
  const values = new Float32Array(length);
  const lowest = 2 ** (bits - 1);
  let [waiting, width, at] = [0, 0, 0];
  // Plain loops: a stored run has 200,000 numbers, and is read before the page shows anything.
  for (let i = 0; i < length; i++) {
    for (; width < bits; width += 8) waiting = (waiting << 8) | (bytes[at++] as number);
    width -= bits;
    values[i] = ((waiting >> width) - lowest) * (scales[Math.floor(i / block)] as number);
    waiting &= (1 << width) - 1;
  }
  return values;
}

/** Each number by its place above the lowest that fits. */
function toBits(wholes: Int32Array, bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((wholes.length * bits) / 8));
  let [waiting, width, at] = [0, 0, 0];
  for (const whole of wholes) {
    waiting = (waiting << bits) | (whole + 2 ** (bits - 1));
    for (width += bits; width >= 8; width -= 8) bytes[at++] = (waiting >> (width - 8)) & 255;
    waiting &= (1 << width) - 1;
  }
  if (width > 0) bytes[at] = (waiting << (8 - width)) & 255;
  return bytes;
}

function unpack(value: unknown): unknown {
  if (!value || typeof value !== 'object') return value;
  const packed = value as Partial<Record<'f32' | 'i32' | 'u8' | 'blocks', string>> & { scale?: number };
  if (typeof packed.f32 === 'string') return Float32Array.from(new Int16Array(fromBase64(packed.f32).buffer), (each) => each * (packed.scale as number));
  if (typeof packed.blocks === 'string') return fromBlocks(packed as Blocks);
  if (typeof packed.i32 === 'string') return new Int32Array(fromBase64(packed.i32).buffer);
  return typeof packed.u8 === 'string' ? fromBase64(packed.u8) : value;
}

const toBase64 = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => base64(new Uint8Array(buffer, byteOffset, byteLength));

function fromBase64(text: string): Uint8Array {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
