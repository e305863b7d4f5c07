import { afterEach, expect, test, vi } from 'vitest';
import { Threads } from './threads';

/** Threads that begin, up to one that does not. */
class FewWorkers {
  static made: FewWorkers[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;
  terminated = false;

  constructor() {
    if (FewWorkers.made.length === 2) throw new Error('no more workers');
    FewWorkers.made.push(this);
  }

  postMessage(): void {
    queueMicrotask(() => this.onmessage?.(new MessageEvent('message', { data: ['ready'] })));
  }

  terminate(): void {
    this.terminated = true;
  }
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('where a thread does not start, the memory that the others look at is kept until they are gone', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FewWorkers);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  let end = 0;
  const freed: number[] = [];
  const heap = {
    HEAPU8: new Uint8Array(),
    _malloc: (bytes: number) => {
      end += bytes;
      return end - bytes;
    },
    _free: (at: number) => void freed.push(at),
  };
  const module = new WebAssembly.Module(Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0]));
  await expect(Threads.start(4, module, memory, heap, [], 64)).rejects.toThrow('no more workers');
  expect(FewWorkers.made.map(({ terminated }) => terminated)).toEqual([true, true]);
  // Those that have begun are sent home: one word of the block says so.
  expect(Array.from(new Int32Array(memory.buffer, 0, 16)).filter((word) => word === 1).length).toBeGreaterThan(0);
  expect(freed).toEqual([]);
  vi.advanceTimersByTime(20_000);
  expect(freed).toHaveLength(4);
});
