import { ENCODINGS, type FileReading } from '../../protocol/reading';

/** The last letter may be cut off: it is waited for, not replaced. */
const AS_BEGUN = { stream: true };

/**
 * Lines beyond ASCII as each encoding reads them, so that a person sees which one is right. An encoding that has no
 * letters for them is left out, unless it is the one that was taken.
 *
 * @param lines as they lie in the file; the first letter may be cut off
 */
export function readAsEach(lines: readonly { line: number; bytes: Uint8Array }[], taken: string): NonNullable<FileReading['readAs']> {
  return ENCODINGS.filter(({ label }) => !label.startsWith('utf-16')).flatMap(({ label }) => {
    const read = lines.map(({ line, bytes }) => ({ line, text: new TextDecoder(label).decode(bytes, AS_BEGUN).trim() }));
    // A line may be cut within a letter; more than that is another encoding.
    const wrong = read.reduce((sum, { text }) => sum + text.split('\uFFFD').length - 1, 0);
    return label === taken || wrong <= lines.length / 2 ? [{ encoding: label, lines: read }] : [];
  });
}
