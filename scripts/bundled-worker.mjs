import { join } from 'node:path';
import { build } from 'vite';
import { assembly } from './assembly.mjs';
import { mimeType } from './mime-types.mjs';
import { ISOLATION_HEADERS } from './policy.mjs';

/** Where the worker of the page is started, as the sources write it. */
const NAMED = "new URL('../worker/worker.ts', import.meta.url)";
const ENTRY = join(import.meta.dirname, '..', 'src', 'worker', 'worker.ts');
const AT = '/bundled-worker/';

/**
 * For tests in a browser: the page's worker in a few files, made when it is first asked for and after a change. From its sources a worker
 * asks the server for hundreds of files each time it starts, which takes a second and a half.
 *
 * @returns {import('vite').Plugin}
 */
export function bundledWorker() {
  let made;
  return {
    name: 'bundled-worker',
    // Before Vite's own plugin for workers.
    enforce: 'pre',
    transform(code) {
      const other = code.replaceAll(NAMED, `new URL('${AT}worker.js', location.href)`);
      return other === code ? undefined : { code: other, map: null };
    },
    configureServer(server) {
      server.watcher.on('change', () => {
        made = undefined;
      });
      server.middlewares.use(AT, async ({ url = '' }, response) => {
        try {
          made ??= bundle();
          const name = url.split('?')[0].slice(1);
          const file = (await made).get(name);
          if (!file) throw new Error(`There is no ${name} in the bundle.`);
          response.writeHead(200, { ...ISOLATION_HEADERS, 'Content-Type': mimeType(name) });
          response.end(file);
        } catch (error) {
          made = undefined;
          server.config.logger.error(`The worker could not be bundled: ${error.message}`);
          response.writeHead(500).end();
        }
      });
    },
  };
}

/** @returns {Promise<Map<string, string | Uint8Array>>} files by name */
async function bundle() {
  const { output } = await build({
    configFile: false,
    root: join(import.meta.dirname, '..'),
    base: './',
    logLevel: 'error',
    publicDir: false,
    plugins: [assembly()],
    worker: { format: 'es' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { input: ENTRY, output: { entryFileNames: 'worker.js', assetFileNames: '[name]-[hash][extname]', chunkFileNames: '[name]-[hash].js' } },
    },
  });
  return new Map(output.map((file) => [file.fileName, 'code' in file ? file.code : file.source]));
}
