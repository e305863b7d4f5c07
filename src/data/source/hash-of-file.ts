import type { ByteSource } from './byte-source';
import { ContentHash } from './content-hash';

/** The identity of a file's bytes as they lie there. @param breathe waited for after each piece, so that others get their turn */
export async function hashOfFile(file: ByteSource, breathe: () => Promise<void>): Promise<string> {
  const hash = new ContentHash();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.digest();
    await hash.update(value);
    await breathe();
  }
}
