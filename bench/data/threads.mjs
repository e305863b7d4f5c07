import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, findOrInstallChromium } from '../../scripts/chromium.mjs';
import { ISOLATION_HEADERS } from '../../scripts/policy.mjs';
import { FILES, makeFile } from './files.mjs';

/**
 * From a file on the disk to a table, in Chromium, by the clock: ours as the page reads it, with one thread and with all, and papaparse
 * with a Map for each column on one thread, in turns.
 *
 * @typedef {object} ThreadsFile
 * @property {string} name
 * @property {number} megabytes
 * @property {number[]} one seconds on the clock, by round
 * @property {number[]} all
 * @property {number[]} papaparse
 *
 * @typedef {{ cores: number, files: ThreadsFile[] }} ThreadsFound
 */

/**
 * @param {number} rounds
 * @param {(line: string) => void} log
 * @returns {Promise<ThreadsFound>}
 */
export async function benchThreads(rounds, log) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-threads-'));
  const root = import.meta.dirname;
  const outDir = join(folder, 'page');
  const shared = { root, configFile: false, logLevel: 'error' };
  await build({ ...shared, base: './', worker: { format: 'es' }, build: { outDir, target: 'es2022', rolldownOptions: { input: join(root, 'page.html') } } });
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0, headers: ISOLATION_HEADERS } });
  const browser = await chromium.launch({ executablePath: await findOrInstallChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls?.local[0]}page.html`);
    await page.waitForFunction(() => 'readChosen' in globalThis);
    const files = [];
    for (const name of Object.keys(FILES)) files.push(await benchFile(page, name, folder, rounds, log));
    return { cores: availableParallelism(), files };
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
}

async function benchFile(page, name, folder, rounds, log) {
  const { bytes, columns, rows } = makeFile(name);
  const path = join(folder, 'file.csv');
  await writeFile(path, bytes);
  await page.locator('#file').setInputFiles(path);
  const ways = { one: { threads: 1 }, all: { threads: availableParallelism() }, papaparse: { width: columns.length, rows } };
  const result = { name, megabytes: bytes.length / 1e6, one: [], all: [], papaparse: [] };
  // The first turn is for the engine, which then knows the code.
  for (let round = -1; round < rounds; round++) {
    const checks = new Set();
    for (const [way, how] of Object.entries(ways)) {
      const { seconds, check } = await page.evaluate((asked) => globalThis.readChosen(asked), how);
      checks.add(check);
      if (round >= 0) result[way].push(seconds);
    }
    if (checks.size > 1) throw new Error(`${name}: the ways read other tables.`);
  }
  log(
    `${name}: ${Object.keys(ways)
      .map((way) => `${way} ${result[way].map((each) => each.toFixed(2)).join(', ')} s`)
      .join('; ')}`,
  );
  return result;
}
