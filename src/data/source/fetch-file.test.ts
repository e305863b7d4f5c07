import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { fetchFile } from './fetch-file';

async function served<T>(listener: RequestListener, work: (at: (path: string) => string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work((path) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a file is fetched by one GET that carries nothing of ours, with its progress and its name', async () => {
  const asked: string[] = [];
  const content = 'x'.repeat(300_000);
  await served(
    (request, response) => {
      asked.push(`${request.method} ${request.url}`, ...Object.keys(request.headers).filter((name) => /cookie|referer|auth|range|x-/.test(name)));
      response.end(content);
    },
    async (at) => {
      const seen: number[] = [];
      const file = await fetchFile(at('/sets/my%20rows.csv?version=2'), { onProgress: ({ done, total }) => seen.push(done / (total ?? Number.NaN)) });
      expect([file.name, await file.text()]).toEqual(['my rows.csv', content]);
      expect(seen.at(-1)).toBe(1);
    },
  );
  expect(asked).toEqual(['GET /sets/my%20rows.csv?version=2']);
});

test.each<[what: string, listener: RequestListener, message: RegExp]>([
  ['what is not there', (_, response) => response.writeHead(404).end(), /answers with 404 Not Found\. Check the address\./],
  ['what is closed', (_, response) => response.writeHead(403).end(), /answers with 403 Forbidden\. It may want you to sign in\. Download/],
  [
    'what breaks off',
    (_, response) => void response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy()),
    /the connection to .* broke off/,
  ],
  ['what is too long', (_, response) => response.end('x'.repeat(5000)), /the file holds more than 1,000 bytes/],
])('%s is told', async (_, listener, message) => {
  await served(listener, async (at) => {
    await expect(fetchFile(at('/rows.csv'), { most: 1000 })).rejects.toThrow(message);
  });
});

test('who cannot be reached, or does not let pages read, is told with the likely causes; other addresses are none', async () => {
  await expect(fetchFile('http://127.0.0.1:1/rows.csv')).rejects.toThrow(
    /127\.0\.0\.1:1 could not be asked, or its answer may not be read here\. .*\(CORS\).* Download the file/,
  );
  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'data:text/csv,a', 'rows.csv'])
    await expect(fetchFile(url)).rejects.toThrow('this is no address of a file on the web');
});

test('fetching can be cancelled', async () => {
  await served(
    (_, response) => void response.write('x'.repeat(1000)),
    async (at) => {
      const cancel = new AbortController();
      const fetching = fetchFile(at('/rows.csv'), { signal: cancel.signal, onProgress: () => cancel.abort() });
      await expect(fetching).rejects.toThrow('rows.csv: reading was cancelled.');
    },
  );
});
