import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../lib/user-error';
import { allTold } from './all-told';
import { registerHandlers } from './handlers';
import { unlessFailed } from './unless-failed';

registerHandlers();

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** Rooms as the other side of a message channel sees them. */
function across<T extends object>(rooms: T): T {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  expose(allTold(rooms), port1);
  return wrap<T>(port2) as unknown as T;
}

describe('what crosses the wire', () => {
  class Room {
    private readonly factor = 2;
    async double(value: number): Promise<number> {
      return value * this.factor;
    }
    async arrays(): Promise<{ nested: { data: Float32Array } }> {
      return { nested: { data: this.kept } };
    }
    readonly kept = Float32Array.of(1, 2, 3);
    async refuse(kind: 'person' | 'defect'): Promise<void> {
      throw kind === 'person' ? new UserError('it is empty', 'rows.csv', 'Choose another.') : new TypeError('no such thing');
    }
  }

  test('a room’s method runs in its room', async () => {
    expect(await across({ room: new Room() }).room.double(21)).toBe(42);
  });

  test('typed arrays are handed over, wherever they stand, and are gone where they came from', async () => {
    const room = new Room();
    expect((await across({ room }).room.arrays()).nested.data).toEqual(Float32Array.of(1, 2, 3));
    expect(room.kept).toHaveLength(0);
  });

  test('an error for the person arrives with its parts, any other with its name and message', async () => {
    const { room } = across({ room: new Room() });
    const error = await room.refuse('person').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ what: 'it is empty', where: 'rows.csv', fix: 'Choose another.', message: 'rows.csv: it is empty. Choose another.' });
    await expect(room.refuse('defect')).rejects.toMatchObject({ name: 'TypeError', message: 'no such thing' });
  });
});

describe('progress and answer', () => {
  /** Tells and answers in one breath: the two travel on channels of their own. */
  class Teller {
    async count(tell: (n: number) => void, to: number): Promise<number> {
      for (let n = 1; n <= to; n++) tell(n);
      return to;
    }
    async fail(tell: (n: number) => void): Promise<void> {
      tell(1);
      throw new Error('afterwards');
    }
  }

  test('all that was told has arrived when the answer does', async () => {
    const { room } = across({ room: new Teller() });
    for (let i = 0; i < 50; i++) {
      const heard: number[] = [];
      await room.count((n) => heard.push(n), 20);
      expect(heard).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    }
  });

  test('so it has where the call fails', async () => {
    const { room } = across({ room: new Teller() });
    const heard: number[] = [];
    await expect(room.fail((n) => heard.push(n))).rejects.toThrow('afterwards');
    expect(heard).toEqual([1]);
  });

  test('a listener that takes its time is waited for, and one that fails harms nobody', async () => {
    const { room } = across({ room: new Teller() });
    let slow = 0;
    await room.count(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      slow++;
    }, 3);
    expect(slow).toBe(3);
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(
      await room.count(() => {
        throw new Error('not my affair');
      }, 2),
    ).toBe(2);
    expect(told).toHaveBeenCalledTimes(2);
    told.mockRestore();
  });
});

test('calls to a worker that does not load fail, those that wait and those that come', async () => {
  let fail = (_: Error) => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const silent = { data: { cancel: () => new Promise(() => {}) }, run: { stop: async () => 'done' } };
  const session = unlessFailed(silent as never, failed);
  expect(await session.run.stop()).toBe('done');
  const waits = session.data.cancel();
  fail(new Error('the worker did not load'));
  await expect(waits).rejects.toThrow('did not load');
  await expect(session.data.cancel()).rejects.toThrow('did not load');
});
