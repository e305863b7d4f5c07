import { UserError } from '../../lib/user-error';

/** @throws UserError where a byte is zero, which no text has. @param before bytes of the file that came before these */
export function refuseZeros(bytes: Uint8Array, before: number, fileName: string): void {
  const zero = bytes.indexOf(0);
  if (zero < 0) return;
  throw new UserError(`this is a binary file (byte ${before + zero + 1} is zero), not a table of text`, fileName, 'Choose a CSV or TSV file, plain or gzip.');
}
