/**
 * Protocol buffers, as far as ONNX needs them (https://protobuf.dev/programming-guides/encoding): a message is its fields, one after the
 * other; a field is its number and kind, then a number in sevens of bits, four bytes of a float, or a length and bytes.
 */
export type Message = { length: number; pieces: Uint8Array[] };

const [NUMBER, BYTES, FOUR_BYTES] = [0, 2, 5];

/** A whole number, of 64 bits where it is below 0. */
export function whole(field: number, value: number): Message {
  return message([plain([...varint(field * 8 + NUMBER), ...varint(value)])]);
}

export function float(field: number, value: number): Message {
  return message([plain(varint(field * 8 + FOUR_BYTES)), plain(new Uint8Array(Float32Array.of(value).buffer))]);
}

export function text(field: number, value: string): Message {
  return bytes(field, new TextEncoder().encode(value));
}

/** Bytes as they lie; they are not copied before the file is put together. */
export function bytes(field: number, value: Uint8Array): Message {
  return inner(field, plain(value));
}

/** A message within a message. */
export function inner(field: number, value: Message): Message {
  return message([plain([...varint(field * 8 + BYTES), ...varint(value.length)]), value]);
}

/** Fields as one message. */
export function message(fields: readonly Message[]): Message {
  return { length: fields.reduce((sum, { length }) => sum + length, 0), pieces: fields.flatMap(({ pieces }) => pieces) };
}

/** All of a message in one piece. */
export function joined({ length, pieces }: Message): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const plain = (value: Uint8Array | number[]): Message => ({ length: value.length, pieces: [value instanceof Uint8Array ? value : Uint8Array.from(value)] });

/** Seven bits a byte, the lowest first; a set high bit says that more follow. Negative numbers count as 64 bits. */
function varint(value: number): number[] {
  const made: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) made.push(Number(rest & 127n) | 128);
  return [...made, Number(rest)];
}
