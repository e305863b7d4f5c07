import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { keptOf, serviceWorkerOf } from './offline.mjs';

test('what the page may need is kept, and nothing of what others ask for', () => {
  const kept = ['assets/a-1.js', 'assets/kernels-1.wasm', 'favicon.svg', 'index.html', 'runs/conflict-dcn.json', 'start.css'];
  const others = ['.vite/manifest.json', 'assets/a-1.js.br', 'assets/headless-1.js', 'headless.html', 'icons/192.png', 'index.html.gz'];
  const asked = ['manifest.webmanifest', 'preview.png', 'robots.txt', 'sw.js'];
  expect(keptOf([...others, ...kept, ...asked])).toEqual(kept);
});

const buildOf = (text: string) => runInNewContext(`${text}\nBUILD`);

test('its first line says what is kept, by hash, and with which headers; another content is another version', () => {
  const files = new Map([
    ['index.html', Buffer.from('page')],
    ['index.html.gz', Buffer.from('packed')],
  ]);
  const { version, ...build } = buildOf(serviceWorkerOf('', files));
  // printf page | openssl dgst -sha256 -binary | base64
  expect(build.files).toEqual({ 'index.html': 'sha256-NmAxWprz3yVdjxmrB35Hl4IrQUiKDioEvGr3EhPCMnQ=' });
  expect(build.headers).toMatchObject({
    page: { 'Content-Security-Policy': expect.stringContaining("connect-src 'self';") },
    other: { 'Content-Security-Policy': expect.stringContaining("connect-src 'self' https: http:;") },
    isolation: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  });
  expect(buildOf(serviceWorkerOf('', files)).version).toBe(version);
  expect(buildOf(serviceWorkerOf('0;', files)).version).not.toBe(version);
  expect(buildOf(serviceWorkerOf('', new Map([['index.html', Buffer.from('next')]]))).version).not.toBe(version);
});
