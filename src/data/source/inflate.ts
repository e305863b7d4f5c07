/** Whether the bytes begin as gzip does. @param bytes at least the first two of a file */
export function isGzip(bytes: ArrayLike<number>): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The bytes that a gzip stream holds. A stream that is damaged or cut off errors when it is read there.
 *
 * @param signal ends it before its end: cancelling what it gives makes Node's unpacker write to a closed stream
 */
export function inflate(stream: ReadableStream<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>, { signal });
}
