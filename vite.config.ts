import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { assembly } from './scripts/assembly.mjs';

/** Cross-origin isolation, so that workers may share memory; sent wherever the page is served from this repository. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative addresses, so that the built page can be put under any path.
  base: './',
  plugins: [react(), assembly()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    // WASM under 4 KB would otherwise become a data URL, which cannot be compiled while it streams.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: resolve(import.meta.dirname, 'index.html'), headless: resolve(import.meta.dirname, 'headless.html') },
    },
  },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
});
