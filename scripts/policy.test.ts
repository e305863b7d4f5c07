import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexHtmlTransformHook } from 'vite';
import { expect, test } from 'vitest';
import { headersOf, policy } from './policy.mjs';

type Context = Parameters<IndexHtmlTransformHook>[1];

/** The directives of a policy and their sources. */
const parsed = (text: string | undefined) =>
  Object.fromEntries(
    (text ?? '').split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name as string, sources];
    }),
  );

function transformed(html: string, more: Partial<Context> = {}): string {
  const { transformIndexHtml } = policy();
  const handler = (transformIndexHtml as { handler: IndexHtmlTransformHook }).handler as (html: string, context: Context) => string;
  return handler(html, { path: '/a.html', filename: 'a.html', ...more });
}

const metaOf = (html: string) => html.split('http-equiv="Content-Security-Policy" content="')[1]?.split('"')[0];

test.each(['index.html', 'headless.html'])('%s carries what the server sends, less what only a header may say', (name) => {
  const html = transformed(readFileSync(join(import.meta.dirname, '..', name), 'utf8'));
  const { 'frame-ancestors': ancestors, ...sent } = parsed(headersOf(name)['Content-Security-Policy']);
  expect(ancestors).toEqual(['*', 'file:']);
  expect(parsed(metaOf(html))).toEqual(sent);
  // A policy rules what stands behind it.
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<link'));
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
});

test('a page without a place for its policy is not built', () => {
  expect(() => transformed('<html></html>')).toThrow('a.html has no <!-- policy -->');
});

test('the page asks only its own place, and no text becomes script or style in it', () => {
  const page = parsed(headersOf('index.html')['Content-Security-Policy']);
  expect(page).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  });
  expect(JSON.stringify(page)).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:/);
});

test('a worker may fetch the file whose address a person names', () => {
  const worker = parsed(headersOf('assets/worker-a.js')['Content-Security-Policy']);
  expect(worker['connect-src']).toEqual(["'self'", 'https:', 'http:']);
  expect(worker['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
});

test('every file is taken for what it says it is, and tells no other place where it was asked from', () => {
  for (const name of ['index.html', 'assets/a.js', 'runs/a.json']) {
    expect(headersOf(name)).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
  }
});
