/**
 * The text of a link's values. Commas part the items of a list, a colon parts a name from what it names, and a backslash
 * makes either one plain text. Around that lies the percent-encoding of addresses. Everything here takes linear time:
 * links are untrusted.
 */

export const escapeItem = (text: string): string => text.replace(/[\\,:]/g, '\\$&');
export const unescapeItem = (text: string): string => text.replace(/\\(.)/gs, '$1');

/** Items of a list, still escaped; an empty text has none. */
export const splitList = (text: string): string[] => (text === '' ? [] : splitAt(text, ','));

/** Parts of an item, unescaped. */
export const splitParts = (text: string): string[] => splitAt(text, ':').map(unescapeItem);

/** Parts of an item as one text; empty ones at the end are left out. */
export function joinParts(parts: readonly string[]): string {
  let kept = parts.length;
  while (kept > 0 && parts[kept - 1] === '') kept--;
  return parts.slice(0, kept).map(escapeItem).join(':');
}

/** Splits at `mark`, but not where a backslash stands before it; backslashes stay. */
function splitAt(text: string, mark: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === mark) {
      parts.push(text.slice(begin, i));
      begin = i + 1;
    }
  }
  return [...parts, text.slice(begin)];
}

/** Percent-encoding, with the characters that are harmless after `#` left readable and `+` for a space. */
export function escapeValue(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%20/g, '+').replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/');
}

/** @returns undefined where the percent-encoding is broken */
export function unescapeValue(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}
