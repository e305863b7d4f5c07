import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';

/** A file of a link with a result is some tens of KB; of a link alone, less. */
const MOST_BYTES = 2 ** 20;

/** Goes to the link that a file holds. @param note told what is wrong where it holds none */
export async function openLinkFile(file: File, note: (text: string) => void): Promise<void> {
  try {
    location.hash = await linkInFile(file);
  } catch (error) {
    note(`The link was not opened: ${errorText(error)}`);
  }
}

/** @returns what stands behind the `#` of the link that a file holds @throws UserError where it holds none */
export async function linkInFile(file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new UserError('it is too large for a file that holds a link', file.name);
  const text = (await file.text()).trim();
  const at = text.indexOf('#');
  if (at < 0 || /\s/.test(text)) throw new UserError('it holds no link', file.name, 'Ask for it again.');
  return text.slice(at);
}
