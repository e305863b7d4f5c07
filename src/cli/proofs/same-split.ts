import { createHash } from 'node:crypto';

/** @returns the text of a file of row numbers. @throws Error where it has another SHA-256 */
export function sameSplit(title: string, text: string, sha256: string): string {
  const own = createHash('sha256').update(text).digest('hex');
  if (own !== sha256) throw new Error(`The split of ${title} has changed: its SHA-256 is ${own}, not ${sha256}.`);
  return text;
}
