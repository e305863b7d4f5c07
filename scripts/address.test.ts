import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { address } from './address.mjs';

const root = join(import.meta.dirname, '..');
/** As Vite writes it: relative. */
const HTML = readFileSync(join(root, 'index.html'), 'utf8').replaceAll('"/preview.png"', '"./preview.png"');

function transformed(said?: string): string {
  const { transformIndexHtml } = address(said);
  return (transformIndexHtml as unknown as { handler: (html: string) => string }).handler(HTML);
}

const pictures = (html: string) => [...html.matchAll(/(og:image|twitter:image|og:url)" content="([^"]*)"/g)].map(([, name, content]) => `${name} ${content}`);

test('where it is known, the page and its picture are named in full; where not, the picture is relative', () => {
  expect(pictures(transformed(''))).toEqual(['og:image ./preview.png', 'twitter:image ./preview.png']);
  const named = ['og:url https://a.example/b/', 'og:image https://a.example/b/preview.png', 'twitter:image https://a.example/b/preview.png'];
  for (const said of ['https://a.example/b', 'https://a.example/b/']) expect(pictures(transformed(said))).toEqual(named);
});

test.each(['a.example/b', 'javascript:alert(1)', 'https://a.example/?b'])('%s is no address of a page', (said) => {
  expect(() => address(said)).toThrow(`PAGE_ADDRESS is "${said}": give the address of the page's folder`);
});

/** Width and height of a PNG. */
const sizeOf = (path: string) => {
  const bytes = readFileSync(join(root, 'public', path));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test('the pictures are as large as is said of them, and lie where they are said to lie', () => {
  const { icons, ...manifest } = JSON.parse(readFileSync(join(root, 'public', 'manifest.webmanifest'), 'utf8'));
  const drawn = (icons as { src: string; sizes: string }[]).filter(({ src }) => src.endsWith('.png'));
  expect(drawn.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512', '512x512']);
  for (const { src, sizes } of drawn) expect(sizeOf(src).join('x')).toBe(sizes);
  expect(sizeOf('icons/apple-touch.png')).toEqual([180, 180]);
  expect(sizeOf('preview.png')).toEqual([1200, 630]);
  // Wherever the page lies.
  expect(manifest).toMatchObject({ id: './', start_url: './', scope: './' });
});
