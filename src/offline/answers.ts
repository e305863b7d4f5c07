import { type Build, isHashed, PAGE } from './build';

/**
 * The name of the file that is asked for.
 *
 * @param scope address of the page's folder, with a slash at its end
 * @returns undefined for what is none of ours to answer: another place, something sent, the page of the command line
 */
export function nameOf({ method, url }: Pick<Request, 'method' | 'url'>, scope: string, files: Build['files']): string | undefined {
  const address = url.split(/[?#]/)[0] as string;
  if (method !== 'GET' || !address.startsWith(scope)) return undefined;
  const name = address.slice(scope.length) || PAGE;
  return Object.hasOwn(files, name) || isHashed(name) ? name : undefined;
}

/** The same answer with the headers that a host of plain files does not send. What it says of its own counts, isolation apart. */
export function withHeaders(answer: Response, name: string, { page, other, isolation }: Build['headers']): Response {
  // A redirection, of which nothing may be read.
  if (answer.status === 0) return answer;
  const headers = new Headers(answer.headers);
  for (const [key, value] of Object.entries(name === PAGE ? page : other)) if (!headers.has(key)) headers.set(key, value);
  for (const [key, value] of Object.entries(isolation)) headers.set(key, value);
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
