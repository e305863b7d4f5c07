/** What is read: a `File`, or anything that streams bytes. */
export interface ByteSource {
  name: string;
  /** Bytes, where known; for the progress. */
  size?: number;
  stream(): ReadableStream<Uint8Array>;
}
