import { byPapaparse } from './by-papaparse.mjs';
import { FILES, makeFile } from './files.mjs';

/**
 * The process that measures: `node measure.mjs BUNDLE ROUNDS`. It sends the parent lines to show, and at last what it found.
 */
/** As a browser gives them. */
const CHUNK = 1 << 16;
const IDS = 1_000_000;
/** What must be usable soon. */
const USABLE = 'joined, as MovieLens-1M';

async function measure(modules, rounds) {
  const log = (line) => process.send?.({ line });
  const files = [];
  for (const kind of Object.keys(FILES)) files.push(await benchFile(kind, rounds, modules, log));
  const usable = await benchUsable(rounds, modules, log);
  process.send?.({ found: { files, usable, encode: benchEncode(rounds, modules, log) } });
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

/** Seconds on the clock from a file to a table with its columns described and its roles proposed. */
async function benchUsable(rounds, { openFiles, profileColumns, propose }, log) {
  const { bytes, rows } = makeFile(USABLE);
  const seconds = [];
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    const { table } = await openFiles([new File([bytes], 'joined.csv')], { sample: { seed: 1 } });
    propose(table, profileColumns(table));
    seconds.push((performance.now() - before) / 1000);
  }
  log(`${USABLE}: usable after ${seconds.map((each) => each.toFixed(2)).join(', ')} s`);
  return { name: USABLE, rows, seconds };
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

const [bundle, rounds] = process.argv.slice(2);
await measure(await import(bundle), Number(rounds));
