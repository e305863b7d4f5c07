/** A typed array in JSON: floats as 16-bit whole numbers with a scale, for they are for looking at, to 1/32767 of the largest. */
type Packed = { f32: string; scale: number } | { i32: string } | { u8: string };

/** JSON in which typed arrays are base64. @param space as of `JSON.stringify` */
export function toPackedJson(value: unknown, space?: number): string {
  return JSON.stringify(value, (_, each) => (ArrayBuffer.isView(each) ? pack(each) : each), space);
}

/** The value again; floats to 1/32767 of the largest of their array. @throws SyntaxError where the text is no JSON */
export function fromPackedJson(text: string): unknown {
  return JSON.parse(text, (_, each) => unpack(each));
}

function pack(values: ArrayBufferView): Packed {
  if (values instanceof Int32Array) return { i32: toBase64(values) };
  if (values instanceof Uint8Array) return { u8: toBase64(values) };
  const floats = values as Float32Array;
  const scale = floats.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 32767 || 1;
  return { f32: toBase64(Int16Array.from(floats, (value) => Math.round(value / scale))), scale };
}

function unpack(value: unknown): unknown {
  if (!value || typeof value !== 'object') return value;
  const packed = value as Partial<Record<'f32' | 'i32' | 'u8', string>> & { scale?: number };
  if (typeof packed.f32 === 'string') return Float32Array.from(new Int16Array(fromBase64(packed.f32).buffer), (each) => each * (packed.scale as number));
  if (typeof packed.i32 === 'string') return new Int32Array(fromBase64(packed.i32).buffer);
  return typeof packed.u8 === 'string' ? fromBase64(packed.u8) : value;
}

function toBase64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  let text = '';
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
