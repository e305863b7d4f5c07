import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { headersOf } from './policy.mjs';
import { serve } from './serve.mjs';

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;

/** Milliseconds without a change after which a build counts as whole here. */
const SETTLED = 500;

/** @param age of the files, in milliseconds */
function build(part: string, age: number): void {
  const dist = join(folder, 'dist');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(join(dist, 'assets'), { recursive: true });
  mkdirSync(join(dist, '.vite'));
  const files = {
    'index.html': `<script src="assets/${part}.js">`,
    [`assets/${part}.js`]: part,
    'sw.js': part,
    'manifest.webmanifest': '{}',
    '.vite/manifest.json': '{}',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(dist, name), text);
    writeFileSync(join(dist, `${name}.gz`), gzipSync(text));
    const then = (Date.now() - age) / 1000;
    for (const each of [name, `${name}.gz`]) utimesSync(join(dist, each), then, then);
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-serve-'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  build('one', 60_000);
  server = await serve(0, 1, { folder: join(folder, 'dist'), settled: SETTLED });
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  bytes: Buffer;
  text: string;
}

/** `fetch` would tidy the path up before it asks. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(server.address, { path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode, headers: response.headers, bytes, text: bytes.toString() });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('a page comes with its policy, isolated, and packed where the browser unpacks', async () => {
  const plain = await ask('/');
  expect(plain).toMatchObject({ status: 200, text: '<script src="assets/one.js">' });
  const sent = { ...headersOf('index.html'), 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  for (const [name, value] of Object.entries(sent)) expect(plain.headers[name.toLowerCase()]).toBe(value);
  expect(plain.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  const packed = await ask('/?a#b', { 'accept-encoding': 'gzip, deflate' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.bytes).toString()).toBe(plain.text);
  expect(await ask('/', { 'if-none-match': String(plain.headers.etag) })).toMatchObject({ status: 304, text: '' });
});

test('a service worker is asked for anew each time, and what a page is installed by has its type', async () => {
  expect((await ask('/sw.js')).headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' });
  expect((await ask('/manifest.webmanifest')).headers).toMatchObject({ 'content-type': 'application/manifest+json', 'cache-control': 'no-cache' });
});

test.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '//secret.txt', '/.vite/manifest.json', '/%', '/%00', '/__proto__', '/assets'])(
  '%s is no file of the page',
  async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404 });
    expect(await ask('/assets/one.js')).toMatchObject({ status: 200, text: 'one' });
  },
);

test('nothing but reading is answered', async () => {
  expect((await ask('/', {}, 'POST')).status).toBe(405);
  expect(await ask('/', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
});

test('while the page is built anew the one before is served, then the new one, and the parts of both', async () => {
  rmSync(join(folder, 'dist'), { recursive: true });
  expect((await ask('/')).text).toContain('one.js');
  build('two', 0);
  // It may not be whole yet.
  expect((await ask('/')).text).toContain('one.js');
  build('two', 2 * SETTLED);
  expect((await ask('/')).text).toContain('two.js');
  expect((await ask('/assets/two.js')).text).toBe('two');
  expect((await ask('/assets/one.js')).text).toBe('one');
});
