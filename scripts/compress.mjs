import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What compresses; fonts and pictures are compressed already. */
const TEXTS = /\.(html|js|css|json|svg|wasm|txt)$/;
/** Smaller files fit a packet or two as they are. */
const LEAST_BYTES = 1024;

/**
 * A part of the build: beside each text file stands its Brotli and its gzip form, which `serve.mjs` and many other servers
 * send instead.
 *
 * @returns {import('vite').Plugin}
 */
export function compress() {
  let folder = '';
  return {
    name: 'compress',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle: () => {
      for (const path of readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))) {
        if (!TEXTS.test(path) || !statSync(path).isFile() || statSync(path).size < LEAST_BYTES) continue;
        const bytes = readFileSync(path);
        // One step below the best: a few per cent larger, and many times faster.
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
