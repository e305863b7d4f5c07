import { createServer } from 'node:http';
import { join } from 'node:path';
import { BuiltPage } from './built-page.mjs';
import { mimeType } from './mime-types.mjs';
import { headersOf, ISOLATION_HEADERS } from './policy.mjs';

/**
 * Serves the built page on this machine only.
 *
 * @param {number} port the first port to try; 0: any free one
 * @param {number} attempts how many ports to try
 * @param {{ isolated?: boolean, folder?: string, settled?: number }} options `isolated`: workers may share memory; `folder` and `settled`: see `BuiltPage`
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function serve(port, attempts = 1, { isolated = true, folder = join(import.meta.dirname, '..', 'dist'), settled } = {}) {
  const page = new BuiltPage(folder, settled);
  const besides = isolated ? ISOLATION_HEADERS : {};
  for (let at = port; ; at++) {
    const server = createServer((request, response) => answer(page, besides, request, response));
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(at, '127.0.0.1', resolve);
      });
      const { port: open } = server.address();
      return { address: `http://127.0.0.1:${open}/`, close: () => server.close() };
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || at + 1 >= port + attempts) throw error;
    }
  }
}

function answer(page, besides, { method, url, headers }, response) {
  if (method !== 'GET' && method !== 'HEAD') return say(response, 405, 'Only GET and HEAD are answered.');
  const file = page.find(url.split(/[?#]/)[0]);
  if (!file) return say(response, 404, 'Not found');
  const accepted = String(headers['accept-encoding'] ?? '').split(/[\s,;]+/);
  const coding = ['br', 'gzip'].find((each) => accepted.includes(each) && file.packed[each]);
  const bytes = file.packed[coding] ?? file.bytes;
  const known = headers['if-none-match'] === file.tag;
  response.writeHead(known ? 304 : 200, {
    ...headersOf(file.name),
    ...besides,
    'Content-Type': mimeType(file.name),
    // What lies in `assets` has a name of its own for each content.
    'Cache-Control': file.name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: file.tag,
    Vary: 'Accept-Encoding',
    ...(coding && { 'Content-Encoding': coding }),
    ...(!known && { 'Content-Length': bytes.length }),
  });
  response.end(known || method === 'HEAD' ? undefined : bytes);
}

function say(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' }).end(text);
}
