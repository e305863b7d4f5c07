import { readTable } from '../../src/data/formats/read-table';
import { byPapaparse } from './by-papaparse.mjs';

/** Reads a file the way that is asked for: ours with at most so many threads, or papaparse on this one. */
const cores = navigator.hardwareConcurrency;

addEventListener('message', async ({ data: { file, threads, width, rows } }) => {
  try {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: threads ?? cores, configurable: true });
    const begun = performance.now();
    const columns = threads === undefined ? byPapaparse(new Uint8Array(await file.arrayBuffer()), width, rows) : (await readTable(file)).columns;
    const seconds = (performance.now() - begun) / 1000;
    postMessage({ seconds, check: JSON.stringify(columns.map(checkOf)) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});

/** The distinct texts, and a sum over the codes in their order. */
function checkOf({ codes, values, known }) {
  let sum = 0;
  for (const code of codes) sum = (Math.imul(sum, 31) + code) | 0;
  return [values?.length ?? known.size, sum];
}
