import { slug } from './slug';

/** Letters and digits of a name that are kept, at most: with what stands before and behind it, it has to fit 255 bytes. */
const MOST = 40;
/** What Windows takes for a device, whatever ending follows. */
const DEVICE = /^(con|prn|aux|nul|(com|lpt)\d)$/;

/**
 * Names of files or folders, one for each of the names: small letters, digits and hyphens, so that none leads elsewhere. No two are the same,
 * also where case or the way of writing an accent counts for nothing.
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const short = [...slug(name)].slice(0, MOST).join('').replace(/-$/, '');
    const plain = short === '' || DEVICE.test(short) ? `domain-${i + 1}` : short;
    let own = plain;
    for (let again = 2; taken.has(own); again++) own = `${plain}-${again}`;
    taken.add(own);
    return own;
  });
}
