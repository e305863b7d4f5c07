/** A short mark of a text, to tell texts apart: FNV-1a of 32 bits over its UTF-8, in base 36. Anyone can make two texts of one mark. */
export function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}
