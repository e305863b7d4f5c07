import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { inWords } from '../../limits';
import { MOST_UNPACKED } from './unpackers';

/**
 * Texts may be written as what they add to the one before (DELTA_BYTE_ARRAY): a few bytes may say that each is as long as all before it.
 *
 * @param page what the page holds, unpacked
 * @param from where its levels end
 * @param values that are there, those that are missing not counted
 * @throws Error where the texts are longer than a page may unpack into, or lengths are wrong
 */
export function checkPrefixes(page: Uint8Array, from: number, values: number): void {
  if (values === 0) return;
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: from };
  const [prefixes, rests] = [new Int32Array(values), new Int32Array(values)];
  deltaBinaryUnpack(reader, values, prefixes);
  deltaBinaryUnpack(reader, values, rests);
  let [before, total] = [0, 0];
  for (let i = 0; i < values; i++) {
    const [prefix, rest] = [prefixes[i] as number, rests[i] as number];
    if (!(prefix >= 0 && prefix <= before && rest >= 0)) throw new Error('the lengths of its texts are wrong');
    before = prefix + rest;
    total += before;
    if (total > MOST_UNPACKED) throw new Error(`the texts of a page take more than ${inWords(MOST_UNPACKED)} bytes`);
  }
}
