/** The typed arrays that may stand in such a value. */
const KINDS = { f32: Float32Array, f64: Float64Array, i32: Int32Array, u32: Uint32Array, u16: Uint16Array, u8: Uint8Array } as const;
type Kind = keyof typeof KINDS;
type AnyArray = InstanceType<(typeof KINDS)[Kind]>;

/** Where an array lies behind the JSON. The key is one that no other part of a value has. */
interface Place {
  '#array': Kind;
  at: number;
  length: number;
}

const ALIGNED = 8;
const HEAD = 8;
const up = (bytes: number) => Math.ceil(bytes / ALIGNED) * ALIGNED;

/**
 * A plain value (as JSON has them) with typed arrays in it, as bytes: the length of its JSON, the JSON, then the arrays as they lie in
 * memory. Nothing is rounded.
 *
 * @throws Error where a typed array is of another kind
 */
export function toBytes(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: { array: AnyArray; at: number }[] = [];
  let behind = 0;
  const json = JSON.stringify(value, (_, each: unknown) => {
    if (!ArrayBuffer.isView(each)) return each;
    const kind = (Object.keys(KINDS) as Kind[]).find((name) => each instanceof KINDS[name]);
    if (!kind) throw new Error('A typed array of this kind has no place in such bytes.');
    const array = each as AnyArray;
    const place: Place = { '#array': kind, at: behind, length: array.length };
    arrays.push({ array, at: behind });
    behind += up(array.byteLength);
    return place;
  });
  const text = new TextEncoder().encode(json);
  const start = up(HEAD + text.length);
  const bytes = new Uint8Array(start + behind);
  new DataView(bytes.buffer).setFloat64(0, text.length, true);
  bytes.set(text, HEAD);
  for (const { array, at } of arrays) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + at);
  return bytes;
}

/**
 * The value again; its arrays have memory of their own.
 *
 * @throws RangeError or SyntaxError where these are not such bytes
 */
export function fromBytes(bytes: Uint8Array): unknown {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(0, true);
  if (!Number.isInteger(length) || length < 0 || HEAD + length > bytes.length) throw new RangeError(`The bytes end before their ${length} of JSON.`);
  const start = up(HEAD + length);
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(HEAD, HEAD + length)), (_, each: unknown) => {
    if (!isPlace(each)) return each;
    const Kind = KINDS[each['#array']];
    const from = start + each.at;
    const to = from + each.length * Kind.BYTES_PER_ELEMENT;
    if (to > bytes.length) throw new RangeError('The bytes end before their arrays.');
    return new Kind(bytes.slice(from, to).buffer);
  });
}

function isPlace(value: unknown): value is Place {
  if (!value || typeof value !== 'object') return false;
  const { '#array': kind, at, length } = value as Partial<Place>;
  return (
    typeof kind === 'string' && Object.hasOwn(KINDS, kind) && Number.isInteger(at) && Number.isInteger(length) && (at as number) >= 0 && (length as number) >= 0
  );
}
