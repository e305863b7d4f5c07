/** Tensors by name, as safetensors holds them (float32, and whole numbers). */
export type Tensors = Record<string, { shape: number[]; data: Float32Array | Int32Array }>;

/**
 * The safetensors format (https://huggingface.co/docs/safetensors): eight bytes of header length, a JSON header padded
 * to a multiple of eight, then the values, little-endian.
 *
 * Whole numbers are written as I64, as PyTorch has them; so are counters of batches (`num_batches_tracked`), which are whole there.
 */
export function toSafetensors(tensors: Tensors, metadata: Record<string, string> = {}): Uint8Array {
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => ({
    name,
    shape,
    data,
    whole: data instanceof Int32Array || name.endsWith('num_batches_tracked'),
  }));
  // Wider types first, so that every tensor is aligned to its own size.
  entries.sort((a, b) => Number(b.whole) - Number(a.whole));
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, shape, data, whole } of entries) {
    const end = offset + data.length * (whole ? 8 : 4);
    header[name] = { dtype: whole ? 'I64' : 'F32', shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + offset).fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  let at = 8 + headerLength;
  for (const { data, whole } of entries) {
    for (const value of data) {
      if (whole) view.setBigInt64(at, BigInt(Math.round(value)), true);
      else view.setFloat32(at, value, true);
      at += whole ? 8 : 4;
    }
  }
  return bytes;
}
