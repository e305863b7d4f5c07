import { UserError } from '../../lib/user-error';
import type { Mend } from '../../protocol/reading';

/** How text is read from bytes. */
export interface TextForm {
  /** A label of `ENCODINGS`. */
  encoding: string;
  /** What is no letter in this encoding is an error; otherwise it becomes the replacement character. */
  strict: boolean;
}

/** Text that is not UTF-8, found while it was read as such. */
export class NotUtf8 extends UserError {
  /** @param isUtf8 whether letters beyond ASCII were there that are right: then the file is damaged, not of another encoding */
  constructor(
    fileName: string,
    line: number,
    readonly isUtf8: boolean,
  ) {
    super(
      isUtf8 ? 'a letter is damaged: its bytes are no UTF-8, though other letters of the file are' : 'this is not UTF-8 text',
      `${fileName}, line ${line}`,
      'Save the file as UTF-8 (in Excel: "CSV UTF-8").',
      MENDS,
    );
  }
}

const MENDS: readonly Mend[] = [
  { text: 'Replace what is damaged with �', choices: { encoding: 'utf-8' } },
  { text: 'Read as Windows-1252', choices: { encoding: 'windows-1252' } },
];

/** UTF-16 has a zero beside each plain letter. */
const ZEROS_SHARE = 0.2;

/**
 * The encoding of text, as its first bytes tell: by its byte order mark, by zeros in every second byte, else UTF-8; or
 * Windows-1252, which any bytes can be, where they are no UTF-8 but by accident.
 */
export function findEncoding(head: Uint8Array): TextForm {
  const [a, b] = head;
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', strict: false };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', strict: false };
  const pairs = Math.floor(head.length / 2);
  const zeros = [0, 0];
  for (let i = 0; i < 2 * pairs; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [high, low] = zeros as [number, number];
  if (low >= 2 && low > ZEROS_SHARE * pairs && high <= 0.01 * low) return { encoding: 'utf-16le', strict: false };
  if (high >= 2 && high > ZEROS_SHARE * pairs && low <= 0.01 * high) return { encoding: 'utf-16be', strict: false };
  const isOther = high + low === 0 && letterCounts(new TextDecoder().decode(head, { stream: true })).isOther && !hasControls(head);
  return isOther ? { encoding: 'windows-1252', strict: false } : { encoding: 'utf-8', strict: true };
}

/** Bytes of another encoding are UTF-8 by accident at most this seldom. */
const BY_ACCIDENT = 0.1;

/** @param text decoded as UTF-8, with marks for what is none. @returns whether it is text of another encoding */
export function letterCounts(text: string): { isOther: boolean; right: number } {
  let [right, wrong] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0xfffd) wrong++;
    else if (c > 127) right++;
  }
  return { isOther: wrong > 0 && right <= BY_ACCIDENT * wrong, right };
}

/** Control characters that no table has: the file is no text in any encoding. */
export function hasControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 9 || (byte > 13 && byte < 26) || byte === 127);
}
