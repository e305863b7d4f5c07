import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/** Cross-origin isolation, so that workers may share memory. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Serves the built page on this machine only.
 *
 * @param {number} port the first port to try; 0: any free one
 * @param {number} attempts how many ports to try
 * @param {Record<string, string>} headers of every answer
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function serve(port, attempts = 1, headers = ISOLATION_HEADERS) {
  const files = sirv(join(import.meta.dirname, '..', 'dist'), {
    // What the build has compressed; see `compress.mjs`.
    brotli: true,
    gzip: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    },
  });
  for (let at = port; ; at++) {
    const server = createServer((request, response) => files(request, response, () => response.writeHead(404).end('Not found')));
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
