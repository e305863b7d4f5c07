import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What is compiled from AssemblyScript. Nothing binary is kept in the repository.
 *
 * - The WebAssembly engine's kernels: with SIMD, and with relaxed SIMD, which older browsers cannot load.
 * - The reader of delimited text: with SIMD, which browsers have had since 2023 (Safari 16.4 was the last).
 */
const root = join(import.meta.dirname, '..');
const ENGINE = join(root, 'src', 'engine');
const WORKS = [
  {
    folder: join(ENGINE, 'wasm'),
    builds: [
      { file: 'kernels.wasm', features: ['--enable', 'simd'] },
      { file: 'kernels-relaxed.wasm', features: ['--enable', 'simd', '--enable', 'relaxed-simd'] },
    ],
  },
  { folder: join(root, 'src', 'data', 'bytes'), builds: [{ file: 'reader.wasm', features: ['--enable', 'simd'] }] },
];
// 112: exported functions inside the sources take vectors, which only JavaScript could not pass.
const OPTIONS = ['--importMemory', '--noExportMemory', '--runtime', 'stub', '--use', 'abort=', '--noAssert', '-O3', '--disableWarning', '112'];

let underWay;

/**
 * Compiles what is older than its sources.
 *
 * @returns {Promise<void>}
 * @throws {Error} where the sources do not compile, or the result would write to memory when it is loaded
 */
export function assemble() {
  underWay ??= assembleOnce().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/**
 * @returns {import('vite').Plugin} compiles before anything is served or built, and again when a source changes; what is served
 *   or built knows ENGINE_SOURCES, a hash of all that the engines are made of
 */
export function assembly() {
  return {
    name: 'assembly',
    config: async () => {
      await assemble();
      return { define: { ENGINE_SOURCES: JSON.stringify(await engineSources()) } };
    },
    configureServer: (server) => {
      server.watcher.on('change', async (file) => {
        if (!WORKS.some(({ folder }) => file.startsWith(sourcesOf(folder) + sep))) return;
        try {
          await assemble();
          server.ws.send({ type: 'full-reload' });
        } catch (error) {
          server.config.logger.error(error.message);
        }
      });
    },
  };
}

async function assembleOnce() {
  for (const work of WORKS) await assembleStale(work);
}

async function assembleStale({ folder, builds }) {
  const outputs = join(folder, 'built');
  const changed = Math.max(...(await Promise.all([...(await filesOf(folder)), import.meta.filename].map(changedAt))));
  const stale = [];
  for (const build of builds) if ((await changedAt(join(outputs, build.file))) < changed) stale.push(build);
  if (stale.length === 0) return;
  await mkdir(outputs, { recursive: true });
  // Loaded only where there is something to do: the compiler takes half a second to start.
  const { default: asc } = await import('assemblyscript/asc');
  for (const { file, features } of stale) {
    let binary;
    const entry = relative(root, join(sourcesOf(folder), 'index.ts'));
    const { error, stderr } = await asc.main([entry, '--baseDir', root, '--outFile', file, ...OPTIONS, ...features], {
      writeFile: (_name, contents) => {
        binary = contents;
      },
    });
    const said = stderr.toString();
    if (error || said || !binary) throw new Error(`${file} does not compile.\n${said || error?.message}`);
    checkSections(file, binary);
    // Another process may be doing the same: nobody reads half a file.
    const unfinished = join(outputs, `${file}.${process.pid}`);
    await writeFile(unfinished, binary);
    await rename(unfinished, join(outputs, file));
  }
}

/** What was measured of other sources than these says nothing of these. */
async function engineSources() {
  const files = (await readdir(ENGINE, { recursive: true })).filter((name) => name.endsWith('.ts') && !/\.(test|test-helper)\.ts$/.test(name)).sort();
  const hash = createHash('sha256');
  for (const file of [...files.map((name) => join(ENGINE, name)), import.meta.filename]) hash.update(relative(root, file)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

function sourcesOf(folder) {
  return join(folder, 'assembly');
}

async function filesOf(folder) {
  const sources = sourcesOf(folder);
  return (await readdir(sources)).filter((name) => name.endsWith('.ts')).map((name) => join(sources, name));
}

async function changedAt(file) {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

const SECTIONS_THAT_TOUCH_MEMORY = { 5: 'a memory of its own', 8: 'a start function', 11: 'data' };

/** The kernels work in tfjs's memory: data of theirs would be written over what lies there. The reader lays out its memory itself. */
function checkSections(file, binary) {
  for (let at = 8; at < binary.length; ) {
    const found = SECTIONS_THAT_TOUCH_MEMORY[binary[at++]];
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[at++];
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    if (found) throw new Error(`${file} has ${found}: a string, an array or a static value in its sources.`);
    at += size;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await assemble();
