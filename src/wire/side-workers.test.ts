import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startFor, startThroughPage } from './side-workers';

/** A worker that the page starts. */
class Side {
  static started: Side[] = [];
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onerror: ((event: { message: string }) => void) | undefined;
  given: unknown[] = [];
  ended = false;

  constructor(
    readonly url: string,
    readonly options: WorkerOptions,
  ) {
    Side.started.push(this);
  }

  postMessage(message: unknown): void {
    if (message === 'not to be cloned') throw new Error('The object can not be cloned.');
    this.given.push(message);
  }

  terminate(): void {
    this.ended = true;
  }
}

const hears = () => ({ answered: vi.fn<(answer: unknown) => void>(), failed: vi.fn<(message: string) => void>() });
let asks: EventTarget;
let endAll: () => void;
/** What the page started for an ask. */
function ask(name: string, given: unknown, heard = hears()) {
  const end = startThroughPage(`https://site/${name}.js`, name, given, heard);
  return { ...heard, end, side: Side.started.at(-1) as Side };
}

beforeEach(() => {
  Side.started = [];
  asks = new EventTarget();
  endAll = startFor(asks as Worker);
  vi.stubGlobal('Worker', Side);
  vi.stubGlobal('postMessage', (data: unknown, { transfer }: { transfer: MessagePort[] }) =>
    asks.dispatchEvent(Object.assign(new Event('message'), { data, ports: transfer })),
  );
});
afterEach(() => vi.unstubAllGlobals());

test('the page starts what its worker asks for, gives it the message, and hands over what it says', async () => {
  const memory = new SharedArrayBuffer(8);
  const { side, answered, failed, end } = ask('reader', { memory });
  expect(side).toMatchObject({ url: 'https://site/reader.js', options: { type: 'module', name: 'reader' } });
  expect((side.given[0] as { memory: unknown }).memory).toBe(memory);
  const rows = Float32Array.of(1, 2);
  side.onmessage?.({ data: ['begun'] });
  side.onmessage?.({ data: [{ rows }, [rows.buffer]] });
  side.onerror?.({ message: 'out of memory' });
  await vi.waitFor(() => expect(failed).toHaveBeenCalledWith('out of memory'));
  expect(answered.mock.calls).toEqual([['begun'], [{ rows: Float32Array.of(1, 2) }]]);
  // Moved, not copied.
  expect(rows).toHaveLength(0);
  end();
});

test('one is ended alone, all with the worker that asked, and none starts for one that has gone', async () => {
  const [first, second] = [ask('kernels', 1), ask('kernels', 2)];
  first.end();
  await vi.waitFor(() => expect(first.side.ended).toBe(true));
  expect(second.side.ended).toBe(false);
  endAll();
  expect(second.side.ended).toBe(true);
  ask('kernels', 3);
  expect(Side.started).toHaveLength(2);
});

test('what the page may not hand on is told at once: who asked need not wait for a thread that never begins', async () => {
  const { failed, end } = ask('kernels', 'not to be cloned');
  await vi.waitFor(() => expect(failed).toHaveBeenCalledWith('The object can not be cloned.'));
  end();
});

test('what else the worker says starts nothing', () => {
  for (const data of [undefined, 'hamur-pong', { id: '1' }, { hamurSideWorker: { url: 'https://site/x.js' } }]) {
    asks.dispatchEvent(Object.assign(new Event('message'), { data, ports: [] }));
  }
  expect(Side.started).toHaveLength(0);
});
