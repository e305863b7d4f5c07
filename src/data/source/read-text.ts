import { UserError } from '../../lib/user-error';
import { inWords } from '../limits';
import type { ByteSource } from './byte-source';
import { StrictDecoder } from './strict-decoder';
import { unpacked } from './unpacked';

/** A longer text does not fit one string of every browser. */
const MOST_CHARACTERS = 1 << 28;

/**
 * Reads a whole small file as text, gzip or plain.
 *
 * @param most characters
 * @throws UserError where it is not UTF-8 text, or longer than `most`
 */
export async function readText(file: ByteSource, most = MOST_CHARACTERS): Promise<string> {
  const decoder = new StrictDecoder(file.name);
  let text = '';
  for await (const bytes of unpacked(file.stream(), file.name)) {
    text += decoder.decode(bytes);
    if (text.length > most) throw new UserError(`the file holds more than ${inWords(most)} characters`, file.name, 'Choose a smaller file.');
  }
  return text + decoder.finish();
}
