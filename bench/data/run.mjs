import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { benchThreads } from './threads.mjs';

/**
 * From the bytes of a file to a column of codes and its distinct texts, in Node, by processor time: ours on one thread, and papaparse
 * with a Map for each column, in turns.
 */
const here = import.meta.dirname;

/**
 * @typedef {object} DataFile
 * @property {string} name
 * @property {number} megabytes
 * @property {number} rows
 * @property {number} columns
 * @property {number[]} ours MB a second of processor time, by round: bytes to codes
 * @property {number[]} whole the same with the file's stream and its hash, which other threads may compute
 * @property {number[]} papaparse
 * @property {number} held most bytes that were held at once
 * @property {number} kept bytes of codes and vocabularies
 *
 * @typedef {object} DataFound
 * @property {DataFile[]} files
 * @property {{ name: string, rows: number, seconds: number[] }} [usable] seconds on the clock from a file to a table with roles
 * @property {{ what: string, seconds: number[] }[]} encode
 * @property {import('./threads.mjs').ThreadsFound} [threads] the same files in a page
 */

/**
 * @param {number} rounds
 * @param {(line: string) => void} log
 * @returns {Promise<DataFound>}
 */
export async function benchData(rounds, log) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-data-'));
  try {
    const outDir = join(folder, 'bundle');
    const options = { ssr: join(here, 'ours.mjs'), outDir, copyPublicDir: false, minify: false };
    await build({ root: join(here, '..', '..'), configFile: false, logLevel: 'error', ssr: { noExternal: true }, build: options });
    const child = fork(join(here, 'measure.mjs'), [join(outDir, 'ours.js'), String(rounds)]);
    let found;
    child.on('message', (message) => {
      if (message.line) log(message.line);
      found ??= message.found;
    });
    const [code] = await once(child, 'exit');
    if (!found) throw new Error(`measuring the data ended with ${code}`);
    return { ...found, threads: await benchThreads(rounds, log) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
