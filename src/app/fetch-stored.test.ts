import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { configOf, DEFAULT_RUN, pathOf, STORED_RUNS, trainAlike } from '../runs/stored';
import { fetchStored } from './fetch-stored';

afterEach(() => vi.unstubAllGlobals());

const fileOf = (run: typeof DEFAULT_RUN) => readFileSync(join('public', pathOf(run)), 'utf8');
/** A host whose files are changed so. */
function host(changed: (run: Record<string, unknown>) => unknown = (run) => run): void {
  vi.stubGlobal('document', { baseURI: 'https://host.example/a/' });
  vi.stubGlobal('fetch', async (url: URL) => {
    const run = STORED_RUNS.find((each) => url.href === `https://host.example/a/${pathOf(each)}`) as typeof DEFAULT_RUN;
    return new Response(JSON.stringify(changed(JSON.parse(fileOf(run)))));
  });
}

test('each stored run is one of this page', async () => {
  host();
  for (const run of STORED_RUNS) {
    const { id, config } = await fetchStored(run);
    expect([id, trainAlike(config, configOf(run))]).toEqual([run.name, true]);
  }
});

test.each<[string, Parameters<typeof host>[0], string]>([
  ['settings', ({ config, ...run }) => ({ ...run, config: { ...(config as object), seed: 7 } }), 'it is of another version of the page'],
  ['a name', (run) => ({ ...run, id: 'other' }), 'it is of another version of the page'],
  ['a form', (run) => ({ ...run, version: 99 }), 'it is of version 99'],
])('one of another version is none to show: other in %s', async (_, changed, said) => {
  host(changed);
  await expect(fetchStored(DEFAULT_RUN)).rejects.toThrow(said);
});
