/**
 * What a terminal acts on, or shows nothing of: control characters, among them the escape that begins its commands, and marks
 * that turn the direction of what follows.
 */
const ACTING = /[\p{Cc}\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** Of names in sentences, to keep them apart; what they keep apart is written out here. */
const ISOLATES = /[\u2068\u2069]/g;

/** A line of text as it may be written to a terminal: what would act there is written out, as in a string of JavaScript. */
export function forTerminal(line: string): string {
  return line.replace(ISOLATES, '').replace(ACTING, (c) => (c === '\t' ? ' ' : `\\u${(c.codePointAt(0) as number).toString(16).padStart(4, '0')}`));
}
