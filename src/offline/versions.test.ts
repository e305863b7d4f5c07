import { afterEach, expect, test, vi } from 'vitest';
import { fakeCaches } from './caches.test-helper';
import { Versions } from './versions';

const SCOPE = 'https://host.example/a/b/';

/** The host, by address; what it was asked for, in order. */
function host(files: Record<string, string>) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { integrity }: RequestInit) => {
    const name = url.slice(SCOPE.length);
    asked.push(name);
    const text = files[name];
    if (text !== undefined && text !== integrity) throw new TypeError('integrity');
    return new Response(text ?? '', { status: text === undefined ? 404 : 200 });
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

/** Here a file's content is its hash. */
const ONE = { version: 'one', files: { 'assets/a-1.js': 'a1', 'assets/b-1.js': 'b1', 'index.html': 'page one', 'runs/x.json': 'x one' } };
const TWO = { version: 'two', files: { 'assets/a-1.js': 'a1', 'assets/b-2.js': 'b2', 'index.html': 'page two', 'runs/x.json': 'x two' } };
const onHost = ({ files: { 'index.html': page, ...files } }: typeof ONE | typeof TWO) => ({ '': page, ...files }) as Record<string, string>;
const text = async (answer: Promise<Response | undefined>) => (await answer)?.text();

test('the page is kept last, at the address of its folder; before it is, only parts with a hash in their names are taken', async () => {
  const { storage, all } = fakeCaches();
  const asked = host({ ...onHost(ONE), 'runs/x.json': 'of another version' });
  const one = new Versions(SCOPE, ONE, storage);
  await expect(one.keep()).rejects.toThrow('integrity');
  expect(asked).not.toContain('');
  expect(await one.isAnyWhole()).toBe(false);
  all.get(`hamur ${SCOPE} one`)?.set(`${SCOPE}runs/x.json`, new Response('x one'));
  expect(await text(one.find('assets/a-1.js'))).toBe('a1');
  expect(await one.find('runs/x.json')).toBeUndefined();
  // The next time only what is missing is asked for.
  const again = host(onHost(ONE));
  await one.keep();
  expect(again).toEqual(['']);
  expect(await one.isAnyWhole()).toBe(true);
  expect([await text(one.find('index.html')), await text(one.find('runs/x.json'))]).toEqual(['page one', 'x one']);
});

test('an error of the host is no file', async () => {
  const { storage } = fakeCaches();
  host({ '': 'page one', 'runs/x.json': 'x one', 'assets/a-1.js': 'a1' });
  await expect(new Versions(SCOPE, ONE, storage).keep()).rejects.toThrow('assets/b-1.js: HTTP 404');
});

test('what the browser had kept of a host that has changed since is asked for anew', async () => {
  const { storage } = fakeCaches();
  // printf 'page one' | openssl dgst -sha256 -binary | base64
  const files = { 'index.html': 'sha256-COVIwDixYIhH9ihdFHlZ2ixmMqyizan9EWbsjzK0YOc=' };
  vi.stubGlobal('fetch', async (_: string, { integrity, cache }: RequestInit) => {
    if (integrity) throw new TypeError('integrity');
    return new Response(cache === 'reload' ? 'page one' : 'page before');
  });
  const one = new Versions(SCOPE, { version: 'one', files }, storage);
  await one.keep();
  expect(await text(one.find('index.html'))).toBe('page one');
});

test('the next version takes over what is the same, answers with its own page, and has the parts of the one before until that is let go', async () => {
  const { storage, all } = fakeCaches();
  host(onHost(ONE));
  await new Versions(SCOPE, ONE, storage).keep();
  await storage.open('of another page');
  const asked = host(onHost(TWO));
  const two = new Versions(SCOPE, TWO, storage);
  // Not yet whole: nothing of the page before stands in for it.
  expect(await two.find('index.html')).toBeUndefined();
  await two.keep();
  expect(asked.slice(0, 2).sort()).toEqual(['assets/b-2.js', 'runs/x.json']);
  expect(asked.slice(2)).toEqual(['']);
  expect([await text(two.find('index.html')), await text(two.find('runs/x.json'))]).toEqual(['page two', 'x two']);
  expect(await text(two.find('assets/b-1.js'))).toBe('b1');
  await two.forgetOthers();
  expect(await two.find('assets/b-1.js')).toBeUndefined();
  expect([...all.keys()]).toEqual(['of another page', `hamur ${SCOPE} two`]);
});
