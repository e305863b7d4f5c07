import { fromLink } from '../../config/link';

/**
 * A short mark of the settings that a link states, however its text is encoded: a result says by it which settings it is of. It finds
 * mistakes, not ill will: whoever sends a result may have made it up.
 *
 * @returns FNV-1a of 32 bits, in base 36
 */
export function settingsMark(link: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(JSON.stringify(fromLink(link).input))) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}
