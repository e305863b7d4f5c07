import { UserError } from '../../lib/user-error';

/** Of a file that has a zero byte, which no text has. @param at its place, from 0 */
export const binaryFile = (at: number, fileName: string): UserError =>
  new UserError(`this is a binary file (byte ${at + 1} is zero), not a table of text`, fileName, 'Choose a CSV or TSV file, plain or gzip.');

/** @throws UserError where a byte is zero. @param before bytes of the file that came before these */
export function refuseZeros(bytes: Uint8Array, before: number, fileName: string): void {
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw binaryFile(before + zero, fileName);
}
