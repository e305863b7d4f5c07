declare module 'hyparquet-compressors/src/brotli.streams.js' {
  /** What a Brotli stream is unpacked into. */
  export class BrotliOutput {
    buffer: Uint8Array;
  }
}
