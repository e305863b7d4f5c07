import type { Session } from '../../protocol/session';

type Call<R extends keyof Session, M extends keyof Session[R]> = Session[R][M] extends (...args: infer A) => Promise<infer V>
  ? { args: A; answer(value: V): Promise<void>; fail(error: Error): Promise<void> }
  : never;

interface Asked {
  room: string;
  method: string;
  args: unknown[];
  settle: { resolve(value: unknown): void; reject(error: Error): void };
}

/** A worker that answers when the test says so, and what it says: every call waits. */
export function fakeSession() {
  const asked: Asked[] = [];
  const room = (name: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          (...args: unknown[]) =>
            new Promise((resolve, reject) => {
              asked.push({ room: name, method, args, settle: { resolve, reject } });
            }),
      },
    );
  const session = Object.fromEntries(['data', 'engines', 'run', 'inside', 'bench', 'library'].map((name) => [name, room(name)])) as unknown as Session;

  return {
    session: () => session,
    /** How often a method was called. */
    count: (name: keyof Session, method: string) => asked.filter((each) => each.room === name && each.method === method).length,
    /** The `i`th call of a method; -1: the last. @throws Error where there is none */
    call<R extends keyof Session, M extends keyof Session[R] & string>(name: R, method: M, i = -1): Call<R, M> {
      const found = asked.filter((each) => each.room === name && each.method === method).at(i);
      if (!found) throw new Error(`${name}.${method} was not called${i === -1 ? '' : ` ${i + 1} times`}.`);
      return {
        args: found.args,
        answer: (value: unknown) => {
          found.settle.resolve(value);
          return settled();
        },
        fail: (error: Error) => {
          found.settle.reject(error);
          return settled();
        },
      } as Call<R, M>;
    },
  };
}

/** What follows of an answer at once has happened. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}
