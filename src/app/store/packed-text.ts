import { OWN_HEAD } from '../../config/own-files';
import { UserError } from '../../lib/user-error';

const isPacked = ({ name }: File) => name.toLowerCase().endsWith('.gz');

/** The beginning of a text, unpacked where its name ends in `.gz`; nothing where it cannot be unpacked: then it is for others to refuse. */
export async function headOf(file: File): Promise<string> {
  if (!isPacked(file)) return await file.slice(0, OWN_HEAD).text();
  return (await unpacked(file, OWN_HEAD).catch(() => ({ text: '' }))).text;
}

/**
 * The whole text, unpacked where its name ends in `.gz`.
 *
 * @param most characters
 * @throws UserError where there are more, or it cannot be unpacked
 */
export async function textOf(file: File, most: number): Promise<string> {
  if (!isPacked(file)) return await file.text();
  const { text, ended } = await unpacked(file, most).catch(() => {
    throw new UserError('the gzip data is damaged or cut off', undefined, 'Compress the file again, or unpack it first');
  });
  if (!ended) throw new UserError('it is far too long once it is unpacked');
  return text;
}

/** As much as is wanted and a little more: what is packed small may unfold without end. */
async function unpacked(file: File, most: number): Promise<{ text: string; ended: boolean }> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    while (text.length <= most) {
      const { done, value } = await reader.read();
      if (done) return { text, ended: true };
      text += value;
    }
    return { text, ended: false };
  } finally {
    reader.cancel().catch(() => {});
  }
}
