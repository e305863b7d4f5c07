import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import type { Progress } from '../../protocol/data';
import { inWords, LIMITS } from '../limits';

interface FetchOptions {
  onProgress?: Progress;
  signal?: AbortSignal;
  /** Most bytes of the file. */
  most?: number;
}

/** Bytes that are put together before they go to the browser, which may keep them on disk. */
const PART = 1 << 24;

/**
 * Fetches a file by one plain GET: no cookies, no headers of ours, no word of the page that asks.
 *
 * @throws UserError that says what happened, and what the likely causes are where the browser does not say
 */
export async function fetchFile(url: string, { onProgress, signal, most = LIMITS.unpacked }: FetchOptions = {}): Promise<File> {
  const address = checked(url);
  const name = nameOf(address);
  const response = await answerOf(address, signal, name);
  if (!response.ok) {
    await response.body?.cancel();
    const gone = response.status === 404 || response.status === 410;
    throw new UserError(
      `${address.host} answers with ${response.status} ${response.statusText}`.trim(),
      url,
      gone ? 'Check the address.' : 'It may want you to sign in. Download the file in another tab and drop it here.',
    );
  }
  const length = Number(response.headers.get('content-length'));
  // Of packed answers the length is that of the packed bytes.
  const total = length > 0 && !response.headers.get('content-encoding') ? length : undefined;
  let [file, done] = [new Blob([]), 0];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read().catch((error: unknown) => {
      throw signal?.aborted
        ? new UserError('reading was cancelled', name)
        : new UserError(`the connection to ${address.host} broke off (${errorText(error)})`, url, 'Try again.');
    });
    if (!part || part.done) break;
    parts.push(part.value);
    held += part.value.length;
    done += part.value.length;
    if (done > most) {
      await reader?.cancel();
      throw new UserError(`the file holds more than ${inWords(most)} bytes`, url, 'Take a part of it, such as its first million rows.');
    }
    if (held > PART) {
      file = new Blob([file, ...parts]);
      [parts, held] = [[], 0];
    }
    onProgress?.({ phase: 'reading', done, ...(total !== undefined && { total }) });
  }
  return new File([file, ...parts], name);
}

function checked(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !/^https?:$/.test(address.protocol))
    throw new UserError('this is no address of a file on the web', url.slice(0, 200), 'It begins with https:// or http://.');
  return address;
}

async function answerOf(address: URL, signal: AbortSignal | undefined, name: string): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', ...(signal && { signal }) });
  } catch {
    if (signal?.aborted) throw new UserError('reading was cancelled', name);
    throw unreachable(address);
  }
}

/** The browser does not tell a page why it may not read an answer. */
function unreachable(address: URL): UserError {
  const plain = address.protocol === 'http:' ? ' or it is asked by http:, which browsers refuse to a page like this,' : '';
  return new UserError(
    `${address.host} could not be asked, or its answer may not be read here. Most likely the site does not let other pages read its files (CORS),${plain} or the address is wrong, or there is no connection; the browser does not say which`,
    address.href,
    'Download the file in another tab and drop it here.',
  );
}

/** The last part of the path, as a name with the ending that tells its kind. */
function nameOf({ pathname, host }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
