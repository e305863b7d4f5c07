import type { AsyncBuffer } from 'hyparquet';
import { inWords } from '../../limits';
import { checkThrift } from './check-thrift';

/** Bytes of a file's description of itself: that of ten thousand columns in a hundred row groups has about half of it. */
const MOST_FOOTER = 1 << 28;

/** Looks through what a Parquet file says of itself at its end, before the reader does. @throws Error where it is none */
export async function checkFooter(file: AsyncBuffer): Promise<void> {
  const size = file.byteLength;
  const end = new DataView(await file.slice(Math.max(0, size - 8), size));
  if (end.byteLength < 8 || end.getUint32(4, true) !== 0x31524150) throw new Error('it does not end as such a file does, and may be cut off');
  const bytes = end.getUint32(0, true);
  if (bytes > size - 12) throw new Error('its description is cut off');
  if (bytes > MOST_FOOTER) throw new Error(`its description of itself takes more than ${inWords(MOST_FOOTER)} bytes`);
  checkThrift(new DataView(await file.slice(size - 8 - bytes, size - 8)), 0);
}
