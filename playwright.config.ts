import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, CHROMIUM_FLAGS_WITHOUT_WEBGPU, findChromium } from './scripts/chromium.mjs';
import { freePort } from './scripts/free-port.mjs';

const executablePath = await findChromium();
// Two checkouts may be tested at once. Playwright's workers read this file too, and must find the same port.
process.env.E2E_PORT ??= String(await freePort());
const PORT = Number(process.env.E2E_PORT);
// A software GPU draws the page too, unless it is told not to: the cores have enough to do.
const launch = (flags: string[]) => ({ launchOptions: { args: [...flags, '--disable-gpu-compositing'], ...(executablePath && { executablePath }) } });

export default defineConfig({
  testDir: 'e2e',
  // The machines that this must pass on have two cores and a software GPU, and may be busy with other work: no limit here is
  // a promise of the page's.
  workers: Number(process.env.E2E_WORKERS ?? 2),
  fullyParallel: true,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  webServer: { command: 'node scripts/start.mjs', env: { PORT: String(PORT) }, url: `http://127.0.0.1:${PORT}/`, reuseExistingServer: false, timeout: 120_000 },
  // Only the tests of hosts have the page kept for use without a connection: a second or two of work in each of the others.
  use: { baseURL: `http://127.0.0.1:${PORT}/`, viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' },
  projects: [
    { name: 'webgpu', testIgnore: ['no-webgpu.spec.ts', 'other-browsers/**', 'memory/**'], use: launch(CHROMIUM_FLAGS) },
    { name: 'no-webgpu', testMatch: 'no-webgpu.spec.ts', use: launch(CHROMIUM_FLAGS_WITHOUT_WEBGPU) },
  ],
});
