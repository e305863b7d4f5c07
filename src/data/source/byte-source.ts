/** What is read: a `File`, or anything that streams bytes. */
export interface ByteSource {
  name: string;
  /** Bytes, where known; for the progress. */
  size?: number;
  stream(): ReadableStream<Uint8Array>;
  /** A part of the bytes, where any part can be read; otherwise there is only the stream. */
  slice?(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
