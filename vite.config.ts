import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { assembly } from './scripts/assembly.mjs';
import { compress } from './scripts/compress.mjs';
import { ISOLATION_HEADERS, policy } from './scripts/policy.mjs';

/** The first file of each page and of each worker. */
const ENTRY =
  /\.html$|[\\/]src[\\/](app[\\/]main\.tsx|headless[\\/]page\.ts|worker[\\/](umap-)?worker\.ts|engine[\\/]wasm[\\/]thread\.ts|data[\\/]bytes[\\/]part-worker\.ts)/;

/**
 * What an entry imports stands in a chunk of its own, `first`, and no chunk imports the entry: WebKit evaluates a worker's
 * first chunk a second time where a lazy chunk imports it, and two sessions answer each message.
 * `scripts/check-entries.mjs` holds the build to this.
 */
const FIRST = { name: 'first', tags: ['$initial' as const], test: (id: string) => !ENTRY.test(id) };

/**
 * What all else may use uses nothing but itself. In a chunk of its own it cannot end up in that of one page while what it is used by ends up in
 * that of both, so that each of the two would wait for the other.
 */
const OF_ALL = { name: 'lib', tags: ['$initial' as const], test: /[\\/]src[\\/]lib[\\/]/, priority: 1 };

/** What only the command line's page runs: the playground need not load it. No chunk is loaded later there, so it may stand in the entry. */
const OF_HEADLESS = /[\\/]src[\\/](headless|runs[\\/]slim)/;

export default defineConfig({
  // Relative addresses, so that the built page can be put under any path.
  base: './',
  plugins: [react(), policy(), assembly(), compress()],
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: { groups: [FIRST] } } } },
  build: {
    target: 'es2022',
    manifest: true,
    // WASM under 4 KB would otherwise become a data URL, which cannot be compiled while it streams.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // How long a build takes is no warning to somebody who starts the page.
      checks: { bundlerTimings: false },
      input: { index: resolve(import.meta.dirname, 'index.html'), headless: resolve(import.meta.dirname, 'headless.html') },
      output: {
        codeSplitting: {
          groups: [
            OF_ALL,
            { ...FIRST, test: (id: string) => FIRST.test(id) && !OF_HEADLESS.test(id), entriesAware: true, entriesAwareMergeThreshold: 100_000 },
          ],
        },
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
      },
    },
  },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
});
