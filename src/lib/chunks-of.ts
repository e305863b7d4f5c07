/** The bytes of a stream; what is not taken is not read. */
export async function* chunksOf<B extends Uint8Array>(stream: ReadableStream<B>): AsyncGenerator<B> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // What went wrong is thrown by the read.
    reader.cancel().catch(() => {});
  }
}
