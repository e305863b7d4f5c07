import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { assembly } from './scripts/assembly.mjs';
import { CHROMIUM_FLAGS, findChromium } from './scripts/chromium.mjs';
import { ISOLATION_HEADERS } from './scripts/serve.mjs';

const executablePath = await findChromium();

/** Numbers printed by the authors' code; another folder may be named, and is read here since a browser cannot. */
function goldens(): { folder: string; files: Record<string, unknown> } {
  const folder = resolve(process.env.GOLDENS_DIR ?? 'src/model/goldens');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return { folder, files: Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))])) };
}

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', environment: 'node', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], exclude: ['**/*.browser.test.ts'] } },
      {
        plugins: [assembly()],
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
          include: ['src/**/*.browser.test.{ts,tsx}'],
          testTimeout: 120000,
          provide: { goldens: goldens() },
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
