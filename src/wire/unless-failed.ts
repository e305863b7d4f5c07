import type { Session } from '../protocol/session';

/** The same calls, which fail as soon as `failed` does: what does not run answers nothing, and nobody should wait for it. */
export function unlessFailed(session: Session, failed: Promise<never>): Session {
  // Where nobody calls, nobody needs to know.
  failed.catch(() => {});
  const room = (name: keyof Session) =>
    new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          (...values: unknown[]) =>
            Promise.race([(session[name] as unknown as Record<string, (...args: unknown[]) => unknown>)[method]?.(...values), failed]),
      },
    );
  const names: (keyof Session)[] = ['data', 'engines', 'run', 'inside', 'bench', 'library'];
  return Object.fromEntries(names.map((name) => [name, room(name)])) as unknown as Session;
}
