/** What a text weighs, gzipped, in bytes. */
export async function gzippedBytes(text: string): Promise<number> {
  return (await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob()).size;
}
