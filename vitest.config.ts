import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { assembly } from './scripts/assembly.mjs';
import { bundledWorker } from './scripts/bundled-worker.mjs';
import { CHROMIUM_FLAGS, findChromium } from './scripts/chromium.mjs';
import { goldensIn } from './scripts/goldens.mjs';
import { ISOLATION_HEADERS } from './scripts/policy.mjs';

const executablePath = await findChromium();

const files = ['src', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/')),
);
/** That a module, a global, the clock or a database is replaced. */
const REPLACES = /\bvi\.(mock|stub|spyOn|useFakeTimers)|\bfake-indexeddb\b|\bglobalThis\b/;
const replaces = (path: string) => REPLACES.test(readFileSync(path, 'utf8'));
/** What a test that imports such a helper names: `./fake-locks.test-helper'`. */
const REPLACING_HELPERS = files.filter((path) => /\.test-helper\.tsx?$/.test(path) && replaces(path)).map((path) => `/${parse(path).name}'`);
/**
 * Tests that replace something, by themselves or by a helper. Each has its modules to itself. All others share theirs, which halves
 * what they cost: a module is loaded once for each thread.
 */
const ALONE = files
  .filter((path) => path.endsWith('.test.ts') && !path.endsWith('.browser.test.ts'))
  .filter((path) => replaces(path) || REPLACING_HELPERS.some((helper) => readFileSync(path, 'utf8').includes(helper)));

/** What all tests expect with. */
const SETUP = ['src/lib/equal-arrays.test-setup.ts'];

/** In Node; a thread starts in half of the time that a process takes. */
const inNode = {
  environment: 'node',
  pool: 'threads',
  setupFiles: SETUP,
  // One less than there are cores would leave one idle as soon as the build beside it is done.
  maxWorkers: 2,
  testTimeout: 60_000,
  provide: { full: process.env.FULL === '1' },
} as const;

export default defineConfig({
  test: {
    // Measured where it is asked for; scripts/coverage.mjs prints it by layer.
    coverage: {
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/*.test-helper.{ts,tsx}', '**/test-helpers.ts', 'src/engine/wasm/assembly', 'src/data/bytes/assembly'],
      reporter: ['json'],
    },
    projects: [
      {
        test: {
          name: 'unit',
          ...inNode,
          isolate: false,
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', ...ALONE],
        },
      },
      { test: { name: 'unit-alone', ...inNode, include: ALONE } },
      // Needs a build. In Firefox and WebKit, each where it is found; see scripts/other-browsers.mjs.
      { test: { name: 'other-browsers', environment: 'node', testTimeout: 600_000, include: ['e2e/other-browsers/*.test.ts'], fileParallelism: false } },
      // Needs a build, and takes very long: `npm run verify -- --only memory` asks for it.
      { test: { name: 'memory', environment: 'node', include: ['e2e/memory/*.test.ts'], fileParallelism: false } },
      {
        plugins: [assembly(), bundledWorker()],
        // Threads share memory only on a cross-origin isolated page.
        server: { headers: ISOLATION_HEADERS },
        optimizeDeps: {
          include: [
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js',
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-core/dist/register_all_gradients',
            '@tensorflow/tfjs-backend-webgpu',
            '@tensorflow/tfjs-backend-cpu',
            'valibot',
            'react',
            'react/jsx-dev-runtime',
            'react-dom/client',
            'recharts',
            'zustand',
          ],
        },
        test: {
          name: 'browser',
          setupFiles: SETUP,
          include: ['src/**/*.browser.test.{ts,tsx}'],
          // Half of the work is a GPU's, be it a software one: two files at a time keep two cores busy.
          maxWorkers: 2,
          // Software WebGPU on a machine that is busy with other work.
          testTimeout: 600_000,
          hookTimeout: 120_000,
          provide: {
            // Another folder may be named, with files of one kind or of both.
            goldens: goldensIn(process.env.GOLDENS_DIR || 'src/model/goldens', Boolean(process.env.GOLDENS_DIR)),
            full: process.env.FULL === '1',
          },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
