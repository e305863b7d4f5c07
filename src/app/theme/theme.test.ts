import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

test('the system’s theme changes when the browser tells it, for all of the page at once', async () => {
  const listeners: ((event: { matches: boolean }) => void)[] = [];
  const system = { matches: false, addEventListener: (_: string, listener: (typeof listeners)[number]) => listeners.push(listener) };
  const dataset: { theme?: string } = {};
  vi.stubGlobal('matchMedia', (query: string) => (query === 'print' ? { matches: false, addEventListener: () => {} } : system));
  vi.stubGlobal('document', { documentElement: { dataset } });
  vi.stubGlobal('addEventListener', () => {});
  const { apply, shownTheme } = await import('./theme');
  apply();
  // It has changed, but was not told yet: what React draws meanwhile has the colours that the rest of the page has.
  system.matches = true;
  expect([shownTheme(), dataset.theme]).toEqual(['light', 'light']);
  for (const listener of listeners) listener({ matches: true });
  expect([shownTheme(), dataset.theme]).toEqual(['dark', 'dark']);
});
