/**
 * The first bytes of a stream, and a stream that still has them.
 *
 * @param atLeast bytes to look at; `first` holds fewer only where the stream does
 */
export async function peek(stream: ReadableStream<Uint8Array>, atLeast: number): Promise<{ first: Uint8Array; rest: ReadableStream<Uint8Array> }> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < atLeast) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const first = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    first.set(chunk, at);
    at += chunk.length;
  }
  const rest = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (length > 0) controller.enqueue(first);
    },
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { first, rest };
}
