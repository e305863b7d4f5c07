import { expose, wrap } from 'comlink';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../lib/user-error';
import { allTold } from './all-told';
import { registerHandlers } from './handlers';
import { PING, PONG } from './heartbeat';
import { supervised } from './supervised';
import { WorkerGone } from './worker-gone';

registerHandlers('worker');

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

  test('what the page sends stays with it, wherever it stands', async () => {
    registerHandlers('page');
    try {
      const sent = { nested: { data: Float32Array.of(1, 2, 3) } };
      const arrived = vi.fn((value: typeof sent) => value.nested.data.length);
      expect(await across({ take: arrived as (value: typeof sent) => unknown }).take(sent)).toBe(3);
      expect(sent.nested.data).toEqual(Float32Array.of(1, 2, 3));
    } finally {
      registerHandlers('worker');
    }
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

describe('a worker that has gone', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A worker that answers nothing of itself. */
  class Silent extends EventTarget {
    ended = false;
    asked = 0;
    answers = true;
    postMessage(message: unknown) {
      if (message !== PING) return;
      this.asked++;
      if (this.answers) this.say(PONG);
    }
    terminate() {
      this.ended = true;
    }
    say(data: unknown) {
      this.dispatchEvent(new MessageEvent('message', { data }));
    }
    break(message: string) {
      this.dispatchEvent(Object.assign(new Event('error'), { message }));
    }
  }

  function workers(ended?: AbortSignal) {
    const started: Silent[] = [];
    const gone: WorkerGone[] = [];
    const session = supervised(
      () => {
        const worker = new Silent();
        started.push(worker);
        return worker as unknown as Worker;
      },
      (each) => gone.push(each),
      ended,
    );
    return { session, started, gone, last: () => started.at(-1) as Silent };
  }

  test('one that does not load fails the calls that wait; it starts with the first call, and another with the next', async () => {
    const { session, started, gone, last } = workers();
    expect(started).toHaveLength(0);
    const waits = session.data.cancel();
    last().break('');
    await expect(waits).rejects.toThrow('the worker did not load. Check the connection');
    expect(gone).toMatchObject([{ loaded: false }]);
    void session.data.cancel();
    expect(started).toHaveLength(2);
  });

  test('one that is ended fails the calls that wait, tells nobody that it has gone otherwise, and no other starts', async () => {
    const ended = new AbortController();
    const { session, started, last } = workers(ended.signal);
    const waits = session.run.pause();
    last().say(PONG);
    ended.abort();
    await expect(waits).rejects.toMatchObject({ what: 'the worker was ended', loaded: false });
    expect(last().ended).toBe(true);
    await expect(session.run.pause()).rejects.toThrow('the worker was ended');
    expect(started).toHaveLength(1);
  });

  test('one that answered and then breaks outside a call is ended and replaced', async () => {
    const { session, started, gone, last } = workers();
    const waits = session.run.stop();
    const broken = last();
    broken.say(PONG);
    broken.break('out of memory');
    await expect(waits).rejects.toThrow('the worker broke (out of memory). Another one has taken its place.');
    await expect(waits).rejects.toBeInstanceOf(WorkerGone);
    expect(broken.ended).toBe(true);
    expect(gone).toMatchObject([{ loaded: true }]);
    expect(started).toHaveLength(1);
  });

  test('one that trains and is silent for ten seconds is replaced; one that reads a file has a minute; one that nobody waits for is asked nothing', async () => {
    const { session, gone, last } = workers();
    const trains = session.run.pause();
    trains.catch(() => {});
    // An engine that is to be compared waits for the run.
    session.engines.prepare('wasm').catch(() => {});
    last().say(PONG);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(last().asked).toBe(30);
    last().answers = false;
    await vi.advanceTimersByTimeAsync(9_000);
    expect(gone).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(gone).toMatchObject([{ what: 'the worker no longer answered' }]);

    const reads = session.data.cancel();
    reads.catch(() => {});
    last().answers = false;
    await vi.advanceTimersByTimeAsync(55_000);
    expect(gone).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(gone).toHaveLength(2);

    // After a night with the lid closed, a worker has as long to answer as ever.
    const { session: again, gone: lost, last: slept } = workers();
    again.run.pause().catch(() => {});
    slept().say(PONG);
    slept().answers = false;
    await vi.advanceTimersByTimeAsync(9_000);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(lost).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(lost).toHaveLength(1);

    const { session: idle, last: resting } = workers();
    const answered = idle.data.cancel();
    answered.catch(() => {});
    resting().break('once');
    await expect(answered).rejects.toThrow();
    const { asked } = resting();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(resting().asked).toBe(asked);
  });
});
