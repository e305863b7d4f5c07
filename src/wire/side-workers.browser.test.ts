import { afterEach, expect, test, vi } from 'vitest';
import { connect } from './connect';

/** A worker that this page has started. */
interface Seen {
  name: string;
  terminated: boolean;
  said: unknown[];
}
const started: Seen[] = [];
const Own = Worker;
vi.stubGlobal(
  'Worker',
  class extends Own {
    private readonly seen: Seen;
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.seen = { name: options?.name ?? '', terminated: false, said: [] };
      started.push(this.seen);
      this.addEventListener('message', ({ data }) => this.seen.said.push(data));
    }
    override terminate(): void {
      this.seen.terminated = true;
      super.terminate();
    }
  },
);
const ended = new AbortController();
afterEach(() => {
  ended.abort();
  vi.unstubAllGlobals();
});

const named = (name: string) => started.filter((each) => each.name === name);
const alive = (name: string) => named(name).filter(({ terminated }) => !terminated);

test('the page starts the threads of its worker, for kernels and for a large file, and ends them with it', async () => {
  const session = connect(undefined, ended.signal);
  const threads = Math.min(navigator.hardwareConcurrency, 8);
  // First the engines are measured, and stop again.
  await session.engines.describe();
  const prepared = await session.engines.prepare('wasm');
  expect(prepared?.engine.adapter).toContain(threads > 1 ? `${threads} threads` : 'one thread');
  await vi.waitFor(() => expect(alive('kernels')).toHaveLength(threads - 1));

  // Two parts at least, where there are two processors.
  const line = 'a,b,clicked\n';
  const file = new File([line, '1,2,0\n3,4,1\n'.repeat(1_500_000)], 'large.csv');
  const table = await session.data.open({ files: [file] }, () => {});
  expect(table.rows).toBe(3_000_000);
  const parts = named('reader').map(({ said }) => said);
  if (threads > 1)
    expect(parts).toContainEqual([
      ['begun', []],
      [{ part: expect.anything() }, expect.any(Array)],
    ]);

  expect(alive('kernels')).toHaveLength(threads - 1);
  ended.abort();
  expect(started.every(({ terminated }) => terminated)).toBe(true);
});
