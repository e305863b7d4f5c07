import { expect, test } from 'vitest';
import { nameOf, withHeaders } from './answers';

const SCOPE = 'https://host.example/a/b/';
const FILES = { 'index.html': 'x', 'runs/conflict.json': 'x', 'start.css': 'x' };

test.each([
  ['', 'index.html'],
  ['?a=1', 'index.html'],
  ['index.html#k=3', 'index.html'],
  ['runs/conflict.json', 'runs/conflict.json'],
  // Of a version before, or the next.
  ['assets/old-1.js', 'assets/old-1.js'],
  ['headless.html', undefined],
  ['toString', undefined],
  ['other/', undefined],
])('%s under the page is %s', (path, name) => {
  expect(nameOf({ method: 'GET', url: SCOPE + path }, SCOPE, FILES)).toBe(name);
});

test('what lies elsewhere, or is sent, is left alone', () => {
  expect(nameOf({ method: 'GET', url: 'https://host.example/a/assets/x.js' }, SCOPE, FILES)).toBeUndefined();
  expect(nameOf({ method: 'GET', url: 'https://data.example/a/b/assets/x.js' }, SCOPE, FILES)).toBeUndefined();
  expect(nameOf({ method: 'POST', url: SCOPE }, SCOPE, FILES)).toBeUndefined();
});

const HEADERS = { page: { 'X-Policy': 'page', 'X-More': '1' }, other: { 'X-Policy': 'other' }, isolation: { 'X-Isolated': 'yes' } };

test('an answer has the headers that are missing; what the host says counts, isolation apart', async () => {
  const answer = withHeaders(new Response('words', { headers: { 'x-policy': 'of the host', 'x-isolated': 'no' } }), 'index.html', HEADERS);
  expect(Object.fromEntries(answer.headers)).toMatchObject({ 'x-policy': 'of the host', 'x-more': '1', 'x-isolated': 'yes' });
  expect(await answer.text()).toBe('words');
  expect(Object.fromEntries(withHeaders(new Response(null, { status: 404 }), 'assets/a.js', HEADERS).headers)).toEqual({
    'x-policy': 'other',
    'x-isolated': 'yes',
  });
});

test('a redirection is passed on as it is', () => {
  const redirection = Response.error();
  expect(withHeaders(redirection, 'index.html', HEADERS)).toBe(redirection);
});
