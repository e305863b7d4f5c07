import { afterEach, expect, test, vi } from 'vitest';
import { fakeCaches } from './caches.test-helper';

const SCOPE = 'https://host.example/a/b/';
const HEADERS = { page: {}, other: {}, isolation: { 'X-Isolated': 'yes' } };
// printf "page one" | openssl dgst -sha256 -binary | base64
const ONE = { version: 'one', files: { 'index.html': 'sha256-COVIwDixYIhH9ihdFHlZ2ixmMqyizan9EWbsjzK0YOc=' }, headers: HEADERS };
const TWO = { version: 'two', files: { 'index.html': 'sha256-vEN9cz022rQk5oqWQy5NQXVewjVQoGTk9HXv9N54ees=' }, headers: HEADERS };
const PAGE_ONE = 'page one';
const PAGE_TWO = 'page two';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A worker that has just been started, in a browser with this storage, at a host whose page is this. */
async function started(build: typeof ONE, { storage, page = PAGE_TWO }: { storage: CacheStorage; page?: string | null }) {
  const heard = new Map<string, (event: object) => void>();
  let took = 0;
  const pages = { own: [`${SCOPE}#k=3`], all: [`${SCOPE}#k=3`] };
  const registration: Pick<ServiceWorkerRegistration, 'scope' | 'waiting' | 'installing'> = { scope: SCOPE, waiting: null, installing: null };
  vi.stubGlobal('self', {
    registration,
    addEventListener: (type: string, listener: (event: object) => void) => heard.set(type, listener),
    skipWaiting: async () => void took++,
    clients: { matchAll: async ({ includeUncontrolled }: ClientQueryOptions) => pages[includeUncontrolled ? 'all' : 'own'].map((url) => ({ url })) },
  });
  vi.stubGlobal('BUILD', build);
  vi.stubGlobal('caches', storage);
  vi.stubGlobal('fetch', async (_: unknown, init: RequestInit = {}) => {
    if (page === null) throw new TypeError('no connection');
    const expected = page === PAGE_ONE ? ONE : page === PAGE_TWO ? TWO : undefined;
    if (init.integrity && init.integrity !== expected?.files['index.html']) throw new TypeError('integrity');
    return new Response(page);
  });
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.resetModules();
  await import('./service-worker');
  /** What comes of an event. */
  const after = async (type: string, event: object = {}) => {
    let outcome: unknown;
    const wait = (promise: unknown) => {
      outcome = promise;
    };
    heard.get(type)?.({ ...event, waitUntil: wait, respondWith: wait });
    return outcome;
  };
  return {
    pages,
    registration,
    install: () => after('install'),
    keep: () => after('message', { data: 'keep' }),
    asks: () => after('fetch', { request: { method: 'GET', url: SCOPE } }) as Promise<Response>,
    took: () => took,
  };
}

/** Storage in which the first version is kept, whole. */
async function withOne() {
  const caches = fakeCaches();
  const one = await started(ONE, { ...caches, page: PAGE_ONE });
  await one.keep();
  return caches;
}
const names = ({ all }: ReturnType<typeof fakeCaches>) => [...all].flatMap(([name, held]) => (held.size > 0 ? [name.split(' ').at(-1)] : []));

test('where storage throws, the page comes from the host, with the headers; the worker takes its place at once', async () => {
  const refuse = async () => {
    throw new DOMException('refused', 'SecurityError');
  };
  const storage = { open: refuse, match: refuse, keys: refuse, delete: refuse } as unknown as CacheStorage;
  const worker = await started(TWO, { storage });
  await worker.install();
  expect(worker.took()).toBe(1);
  const answer = await worker.asks();
  expect([await answer.text(), answer.headers.get('X-Isolated')]).toEqual([PAGE_TWO, 'yes']);
});

test('the first version waits for nothing; the next one is kept first, and waits', async () => {
  const first = await started(TWO, fakeCaches());
  await first.install();
  expect(first.took()).toBe(1);
  const caches = await withOne();
  const next = await started(TWO, caches);
  await next.install();
  expect(next.took()).toBe(0);
  expect(names(caches)).toEqual(['one', 'two']);
});

test('a next version that the host changes on its way takes over unkept; where only the connection fails, the one before stays', async () => {
  const caches = await withOne();
  const changed = await started(TWO, { ...caches, page: 'page two, as a proxy makes it' });
  await changed.install();
  expect(changed.took()).toBe(1);
  expect(await (await changed.asks()).text()).toBe('page two, as a proxy makes it');
  expect(names(caches)).toEqual(['one']);

  const cut = await started(TWO, { ...caches, page: null });
  await expect(cut.install()).rejects.toThrow('no connection');
  expect(cut.took()).toBe(0);
});

test('where there is no room for two versions the next one takes over, and is kept in the place of the one before', async () => {
  const caches = await withOne();
  const { open } = caches.storage;
  caches.storage.open = async (name) => {
    const cache = await open(name);
    const put: Cache['put'] = async (url, answer) => {
      if (names(caches).length > 0) throw new DOMException('full', 'QuotaExceededError');
      await cache.put(url, answer);
    };
    return { ...cache, put };
  };
  const next = await started(TWO, caches);
  await next.install();
  expect(next.took()).toBe(1);
  // A page of the version before still has its parts there.
  next.pages.all.push(SCOPE);
  await next.keep();
  expect(names(caches)).toEqual(['one']);
  next.pages.all.pop();
  await next.keep();
  expect(names(caches)).toEqual(['two']);
});

test('versions before are let go by the worker of the only page, and not while another version is on its way', async () => {
  const caches = await withOne();
  const two = await started(TWO, caches);
  Object.assign(two.registration, { waiting: {} });
  await two.keep();
  expect(names(caches)).toEqual(['one', 'two']);
  Object.assign(two.registration, { waiting: null });
  await two.keep();
  expect(names(caches)).toEqual(['two']);
});

test('a worker whose place another has taken lets nothing of that go', async () => {
  const caches = await withOne();
  const two = await started(TWO, caches);
  await two.install();
  const one = await started(ONE, { ...caches, page: PAGE_ONE });
  one.pages.own = [];
  await one.keep();
  expect(names(caches)).toEqual(['one', 'two']);
});
