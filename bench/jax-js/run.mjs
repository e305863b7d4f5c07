import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { CHROMIUM_FLAGS, findOrInstallChromium } from '../../scripts/chromium.mjs';
import { ISOLATION_HEADERS } from '../../scripts/policy.mjs';

/**
 * The jax-js baseline in headless Chromium. By hand: first whether its numbers are right, then rows per second.
 *
 *     node bench/jax-js/run.mjs [--seconds S] [--rounds N] [--batch N] [--k N] [--domains N] [--vocabulary SCALE] [--only NAME]
 *
 * The variants, of which `--only` picks those whose name holds a text: wasm or webgpu, padded or unpadded, one thread
 * (a page that is not cross-origin isolated) or one for each core. The rounds are interleaved.
 *
 * @typedef {{ name: string, backend: 'wasm' | 'webgpu', padded: boolean, threads: boolean }} Variant
 */

/** @returns {Variant[]} */
export function jaxVariants() {
  return ['wasm', 'webgpu']
    .flatMap((backend) => [true, false].map((padded) => ({ backend, padded })))
    .flatMap((each) => (each.backend === 'wasm' && availableParallelism() > 1 ? [true, false] : [false]).map((threads) => ({ ...each, threads })))
    .map((each) => ({ ...each, name: `${each.backend}, ${each.padded ? 'padded' : 'unpadded'}${each.threads ? ', threads' : ''}` }));
}

/**
 * Opens a browser for jax-js; `close` it in the end.
 *
 * @returns {Promise<{ check(variant: Variant): Promise<void>, measure(variant: Variant, sizes: { batch: number, seconds: number }):
 *   Promise<{ rowsPerSecond: number, stepMs: number[], note: string }>, close(): Promise<void> }>} `check` throws where loss or
 *   gradients are wrong
 */
export async function openJax() {
  const servers = new Map();
  const browser = await chromium.launch({ executablePath: await findOrInstallChromium(), args: CHROMIUM_FLAGS });

  /** jax-js takes threads wherever it may share memory. */
  const address = async (isolated) => {
    if (!servers.has(isolated)) {
      const root = resolve(import.meta.dirname, '..', '..');
      const server = await createServer({
        root: import.meta.dirname,
        configFile: false,
        logLevel: 'error',
        cacheDir: join(root, 'node_modules', '.cache', `bench-jax-js-${isolated}`),
        optimizeDeps: { include: ['@jax-js/jax'] },
        server: { headers: isolated ? ISOLATION_HEADERS : {}, host: '127.0.0.1', port: 0, fs: { allow: [root] }, hmr: false, watch: null },
      });
      await server.listen();
      servers.set(isolated, server);
    }
    return servers.get(isolated).resolvedUrls.local[0];
  };
  /** Calls `body` in a page of its own, so that no variant finds the memory or the threads of another. */
  const inPage = async (options, body) => {
    const page = await browser.newPage();
    try {
      const crashed = new Promise((_, reject) => page.on('crash', () => reject(new Error('the page crashed'))));
      await page.goto(await address(options.threads));
      await page.waitForFunction(() => 'measureJax' in globalThis);
      return await Promise.race([page.evaluate(body, options), crashed]);
    } finally {
      await page.close();
    }
  };
  return {
    check: async (variant) => {
      const { loss, gradient } = await inPage(variant, ({ backend, padded }) => globalThis.checkJax(backend, padded));
      if (!(loss < 1e-4 && gradient < 1e-4)) throw new Error(`its numbers are wrong: the loss by ${loss}, the gradients by ${gradient}`);
    },
    measure: (variant, sizes) => inPage({ ...sizes, ...variant }, (options) => globalThis.measureJax(options)),
    close: async () => {
      await browser.close();
      for (const server of servers.values()) await server.close();
    },
  };
}

/** Of the rounds; null where there is none. */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? null;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: Object.fromEntries(['seconds', 'rounds', 'batch', 'k', 'domains', 'vocabulary', 'only'].map((name) => [name, { type: 'string' }])),
  });
  const { rounds = '3', only = '', ...rest } = values;
  const sizes = { batch: 2048, seconds: 10, ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Number(value)])) };
  const variants = jaxVariants()
    .filter(({ name }) => name.includes(only))
    .map((each) => ({ ...each, rounds: [] }));
  const jax = await openJax();
  try {
    for (let round = 0; round < Number(rounds); round++) {
      for (const each of variants) {
        if (each.error) continue;
        try {
          if (round === 0) await jax.check(each);
          const { rowsPerSecond, stepMs, note } = await jax.measure(each, sizes);
          each.note = note;
          each.rounds.push({ rowsPerSecond: Math.round(rowsPerSecond), fastestMs: Math.min(...stepMs), steps: stepMs.length });
          console.error(`round ${round + 1}: ${each.name}: ${Math.round(rowsPerSecond)} rows/s`);
        } catch (error) {
          each.error = error.message;
          console.error(`${each.name}: ${each.error}`);
        }
      }
    }
  } finally {
    await jax.close();
  }
  const results = variants.map((each) => ({ ...each, rowsPerSecond: median(each.rounds.map(({ rowsPerSecond }) => rowsPerSecond)) }));
  console.log(JSON.stringify(results, null, 2));
}
