import { afterEach, expect, test, vi } from 'vitest';
import { readPart } from '../../bytes/read-part';
import type { SampleOptions } from '../../table/row-sample';
import { readTable } from '../read-table';

/** A large file, whose parts "threads" read: which of them are asked, and that the table is right all the same. */

let asked = 0;

class Thread {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  terminate() {}
  async postMessage(question: Parameters<typeof readPart>[0]) {
    asked++;
    this.onmessage?.({ data: [{ part: await readPart(question) }] });
  }
}

afterEach(() => vi.unstubAllGlobals());

const ROWS = 600_000;
const title = (i: number, quote: string) => `"the ${quote}big${quote} one, ${i % 9}"`;
const text = (quote: string) => `user,item,title\n${Array.from({ length: ROWS }, (_, i) => `u${i % 997},item ${i % 4000},${title(i, quote)}\n`).join('')}`;

async function read(bytes: string, sample?: SampleOptions) {
  vi.stubGlobal('Worker', Thread);
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  asked = 0;
  return readTable(new File([bytes], 'rows.csv'), { ...(sample && { sample, choices: { sample: sample.by } }) });
}

test.each<[what: string, quote: string, sample: SampleOptions | undefined, parts: number]>([
  ['plain text is read in parts', '""', undefined, 1],
  ['of quotes behind backslashes it is not: a part would be read as it lies there', '\\"', undefined, 0],
  ['whole users are read in parts as long as all are kept', '""', { seed: 1, by: 'user' }, 1],
  ['a share of them is not', '""', { seed: 1, by: 'user', share: 1 / 2 }, 0],
])('%s', async (_, quote, sample, parts) => {
  const { rows, columns, sampled } = await read(text(quote), sample);
  expect(asked).toBe(parts);
  expect(columns.map(({ values }) => values.length)).toEqual([sampled ? columns[0]?.values.length : 997, 4000, 9]);
  expect(rows).toBe(sampled?.kept ?? ROWS);
  expect([...(columns[2]?.values ?? [])].sort()[0]).toBe('the "big" one, 0');
  const user = columns[0];
  // All rows of a user, or none.
  const counts = new Uint32Array(user?.values.length ?? 0);
  for (const code of user?.codes ?? []) counts[code] = (counts[code] as number) + 1;
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(Math.floor(ROWS / 997));
});
