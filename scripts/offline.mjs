import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { build } from 'vite';
import { headersOf, ISOLATION_HEADERS } from './policy.mjs';

/**
 * The service worker of the built page, `sw.js`: its code is `src/offline`; its first line says which files it keeps.
 */

const ENTRY = join(import.meta.dirname, '..', 'src', 'offline', 'service-worker.ts');
const NAME = 'sw.js';
/** Packed forms, what belongs to the command line, and what others than the page ask for. */
const NOT_KEPT = /\.(br|gz)$|^\.|\/\.|headless|^(icons\/|preview\.|robots\.txt$|manifest\.webmanifest$|sw\.js$)/;

/**
 * The names of the files that the page may need, whatever a person does on it.
 *
 * @param {string[]} names of all files of a build, with slashes
 */
export function keptOf(names) {
  return names.filter((name) => !NOT_KEPT.test(name)).sort();
}

/**
 * The text of `sw.js`.
 *
 * @param {string} code of the worker, which knows BUILD
 * @param {Map<string, Uint8Array>} files by name; of them those are kept that `keptOf` says
 */
export function serviceWorkerOf(code, files) {
  const kept = Object.fromEntries(keptOf([...files.keys()]).map((name) => [name, `sha256-${sha256(files.get(name)).digest('base64')}`]));
  const headers = { page: headersOf('index.html'), other: headersOf(NAME), isolation: ISOLATION_HEADERS };
  const version = sha256(JSON.stringify([kept, headers]) + code)
    .digest('hex')
    .slice(0, 16);
  return `const BUILD = ${JSON.stringify({ version, files: kept, headers })};\n${code}`;
}

/** The files of a folder by name, with slashes. */
export function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
  return new Map(names.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name))]));
}

/**
 * A part of the build: writes `sw.js` when all other files are there, and before `compress` packs them.
 *
 * @returns {import('vite').Plugin}
 */
export function offline() {
  return {
    name: 'offline',
    apply: 'build',
    writeBundle: async ({ dir }) => writeFileSync(join(dir, NAME), serviceWorkerOf(await compiled(), filesIn(dir))),
  };
}

/** As a classic script: not all browsers have service workers that are modules. */
async function compiled() {
  const [{ output }] = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', lib: { entry: ENTRY, formats: ['iife'], name: 'offline' } },
  });
  return output[0].code;
}

const sha256 = (bytes) => createHash('sha256').update(bytes);
