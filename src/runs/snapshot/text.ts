import { deflateSync, Inflate } from 'fflate';
import { base64 } from '../../lib/base64';
import { UserError } from '../../lib/user-error';
import { asSnapshot, SNAPSHOT_VERSION, type Snapshot } from './form';

/** A snapshot as the text of a link: JSON, deflated, in the letters of base64url (RFC 4648). */

/** More than this is not inflated. A link of the longest kind unpacks to some tens of KB. */
const MOST_BYTES = 4 * 2 ** 20;
/** So many bytes at a time: each makes at most a thousand times as many, and then it is looked whether that is enough. */
const CHUNK = 1024;

export function packed(snapshot: Snapshot): string {
  return toBase64(deflateSync(new TextEncoder().encode(JSON.stringify(snapshot)), { level: 9 }));
}

/** @throws UserError where the text is none, far too long, or holds anything but a snapshot */
export function unpacked(text: string): Snapshot {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(inflated(fromBase64(text))));
  } catch (error) {
    throw error instanceof UserError ? error : new UserError('it is torn or was changed on its way', 'result', ASK_AGAIN);
  }
  const { version } = (value ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version > SNAPSHOT_VERSION)
    throw new UserError('a newer version of the page made it', 'result', 'Load the page anew to get that version.');
  const snapshot = asSnapshot(value);
  if (!snapshot) throw new UserError('it is not a result, or its parts do not belong together', 'result', ASK_AGAIN);
  return snapshot;
}

const ASK_AGAIN = 'Ask for the link again, or train.';

function inflated(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const inflate = new Inflate((part, last) => {
    length += part.length;
    parts.push(part);
    ended = last;
  });
  for (let at = 0; at < bytes.length; at += CHUNK) {
    inflate.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
    if (length > MOST_BYTES) throw new UserError(`it unpacks to more than ${MOST_BYTES} bytes`, 'result', ASK_AGAIN);
  }
  if (!ended) throw new UserError('its end is missing', 'result', ASK_AGAIN);
  const all = new Uint8Array(length);
  let to = 0;
  for (const part of parts) {
    all.set(part, to);
    to += part.length;
  }
  return all;
}

/** In the letters of an address. */
const toBase64 = (bytes: Uint8Array) => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function fromBase64(text: string): Uint8Array {
  if (!/^[\w-]+$/.test(text)) throw new UserError('it holds letters that no result has', 'result', ASK_AGAIN);
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
