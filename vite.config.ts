import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { address } from './scripts/address.mjs';
import { assembly } from './scripts/assembly.mjs';
import { compress } from './scripts/compress.mjs';
import { offline } from './scripts/offline.mjs';
import { ISOLATION_HEADERS, policy } from './scripts/policy.mjs';
import { withoutAbout } from './scripts/without-about.mjs';

/** The first file of each page and of each worker. */
const ENTRY =
  /\.html$|[\\/]src[\\/](app[\\/]main\.tsx|headless[\\/]page\.ts|worker[\\/](umap-)?worker\.ts|engine[\\/]wasm[\\/]thread\.ts|data[\\/]bytes[\\/]part-worker\.ts)/;

/**
 * What an entry imports stands in a chunk of its own, `first`, and no chunk imports the entry: WebKit evaluates a worker's
 * first chunk a second time where a lazy chunk imports it, and two sessions answer each message.
 * `scripts/check-entries.mjs` holds the build to this.
 */
const FIRST = { name: 'first', tags: ['$initial' as const], test: (id: string) => !ENTRY.test(id) };

/** What only the command line's page runs: the playground need not load it. No chunk is loaded later there, so it may stand in the entry. */
const OF_HEADLESS = /[\\/]src[\\/](headless|runs[\\/]slim)/;

/** How long a build takes is no warning to somebody who starts the page. */
const CHECKS = { bundlerTimings: false };

export default defineConfig({
  // Relative addresses, so that the built page can be put under any path.
  base: './',
  plugins: [withoutAbout(), react(), policy(), address(), assembly(), offline(), compress()],
  worker: { format: 'es', plugins: () => [withoutAbout()], rolldownOptions: { checks: CHECKS, output: { codeSplitting: { groups: [FIRST] } } } },
  build: {
    target: 'es2022',
    manifest: true,
    // WASM under 4 KB would otherwise become a data URL, which cannot be compiled while it streams.
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: CHECKS,
      input: { index: resolve(import.meta.dirname, 'index.html'), headless: resolve(import.meta.dirname, 'headless.html') },
      output: {
        // One chunk, whoever needs how much of it: several smaller ones came to need each other, and the page stayed blank.
        codeSplitting: { groups: [{ ...FIRST, test: (id: string) => FIRST.test(id) && !OF_HEADLESS.test(id) }] },
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
      },
    },
  },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
});
