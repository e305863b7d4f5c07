import { join } from 'node:path';
import Papa from 'papaparse';
import { createServer } from 'vite';
import { FILES, makeFile } from './files.mjs';

/**
 * From the bytes of a file to a column of codes and its distinct texts, in Node, by processor time: ours on one thread, and papaparse
 * with a Map for each column, in turns.
 */
const root = join(import.meta.dirname, '..', '..');
/** As a browser gives them. */
const CHUNK = 1 << 16;
const IDS = 1_000_000;

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
 */

/**
 * @param {number} rounds
 * @param {(line: string) => void} log
 * @returns {Promise<{ files: DataFile[], encode: { what: string, seconds: number[] }[] }>}
 */
export async function benchData(rounds, log) {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const load = (path) => server.ssrLoadModule(`/src/data/${path}.ts`);
    const modules = Object.assign(
      {},
      ...(await Promise.all(['bytes/reader', 'formats/read-table', 'limits', 'table/held', 'table/missing', 'table/texts', 'encode/vocabulary'].map(load))),
    );
    const files = [];
    for (const kind of Object.keys(FILES)) files.push(await benchFile(kind, rounds, modules, log));
    return { files, encode: benchEncode(rounds, modules, log) };
  } finally {
    await server.close();
  }
}

async function benchFile(name, rounds, { DelimitedReader, readTable, LIMITS, Held }, log) {
  const { bytes, columns, rows } = makeFile(name);
  const megabytes = bytes.length / 1e6;
  const rate = (seconds) => megabytes / seconds;
  const layout = { delimiter: ',', skip: 0, header: true, names: columns, trailing: false, ragged: 'refuse' };
  const result = { name, megabytes, rows, columns: columns.length, ours: [], whole: [], papaparse: [], held: 0, kept: 0 };
  for (let round = 0; round < rounds; round++) {
    const held = new Held();
    let table;
    const ours = await processorSeconds(async () => {
      const reader = await DelimitedReader.start({ layout, limits: LIMITS, fileName: name, strict: true, held });
      for (let at = 0; at < bytes.length; at += CHUNK) reader.push(bytes.subarray(at, at + CHUNK));
      table = reader.finish();
    });
    result.ours.push(rate(ours));
    result.held = held.most;
    result.kept = table.columns.reduce((sum, { codes, values }) => sum + codes.byteLength + textBytes(values), 0);
    result.whole.push(rate(await processorSeconds(() => readTable(fileOf(bytes, name)))));
    let theirs;
    result.papaparse.push(rate(await processorSeconds(() => (theirs = byPapaparse(bytes, columns.length, rows)))));
    check(name, table.columns, theirs);
    log(`round ${round + 1}: ${name}: ${['ours', 'whole', 'papaparse'].map((what) => `${what} ${result[what].at(-1).toFixed(1)}`).join(', ')} MB/s`);
  }
  return result;
}

async function processorSeconds(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const textBytes = ({ starts, ends }) => starts.subarray(0, ends.length).reduce((sum, start, i) => sum + ends[i] - start + 8, 0);

function fileOf(bytes, name) {
  let at = 0;
  const pull = (controller) => {
    if (at >= bytes.length) controller.close();
    else controller.enqueue(new Uint8Array(bytes.buffer, bytes.byteOffset + at, Math.min(CHUNK, bytes.length - at)));
    at += CHUNK;
  };
  return { name, size: bytes.length, stream: () => new ReadableStream({ pull }) };
}

function byPapaparse(bytes, width, rows) {
  const columns = Array.from({ length: width }, () => ({ known: new Map(), codes: new Int32Array(rows) }));
  let row = -1;
  Papa.parse(new TextDecoder().decode(bytes), {
    delimiter: ',',
    skipEmptyLines: true,
    step: ({ data }) => {
      if (row >= 0) {
        for (let c = 0; c < width; c++) {
          const { known, codes } = columns[c];
          let code = known.get(data[c]);
          if (code === undefined) {
            code = known.size;
            known.set(data[c], code);
          }
          codes[row] = code;
        }
      }
      row++;
    },
  });
  return columns;
}

/** What is timed must do the same. */
function check(name, ours, theirs) {
  for (const [c, { codes, values }] of ours.entries()) {
    if (values.length !== theirs[c].known.size || codes.some((code, row) => code !== theirs[c].codes[row]))
      throw new Error(`${name}: column ${c + 1} is another one than papaparse reads.`);
  }
}

function benchEncode(rounds, { Texts, encodeSharing, isMissing }, log) {
  const kinds = {
    'text ids': (i) => `user_${i}_x`,
    'ids of 19 digits': (i) => String(10n ** 18n + BigInt(i) * 9_973n),
  };
  return Object.entries(kinds).map(([what, text]) => {
    const values = Texts.of(Array.from({ length: IDS }, (_, i) => text((i * 7919) % IDS)));
    const rows = Int32Array.from({ length: IDS }, (_, row) => row);
    const column = { name: 'id', codes: rows, values };
    const seconds = Array.from({ length: rounds }, () => {
      const before = process.cpuUsage();
      encodeSharing([{ field: 'id', column }], rows, rows, false, isMissing);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    });
    log(`a million ${what} encoded: ${seconds.map((each) => each.toFixed(2)).join(', ')} s`);
    return { what, seconds };
  });
}
