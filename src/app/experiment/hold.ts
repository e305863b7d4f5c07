/** One tab at most has the queue of an experiment: it holds a lock of the browser, as whoever trains a run does. */

const lockOf = (id: string) => `hamur-experiment-${id}`;

/** Undefined on an insecure page, where no two tabs share anything. */
const manager = (): LockManager | undefined => (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;

/** @returns what gives it back, and resolves when others may have it; undefined where another tab has it */
export function holdQueue(id: string): Promise<(() => Promise<void>) | undefined> {
  const locks = manager();
  const nothingShared = async () => {};
  if (!locks) return Promise.resolve(nothingShared);
  return new Promise((told) => {
    const over = locks
      .request(lockOf(id), { ifAvailable: true }, (lock) => {
        if (!lock) return told(undefined);
        return new Promise<void>((giveBack) =>
          told(() => {
            giveBack();
            return over;
          }),
        );
      })
      // Refused, where storage is blocked: then nothing is shared either.
      .catch(() => told(nothingShared));
  });
}

/** Whether another tab has it. To be asked by one that has it not. */
export async function isHeldElsewhere(id: string): Promise<boolean> {
  const { held = [] } =
    (await manager()
      ?.query()
      .catch(() => undefined)) ?? {};
  return held.some(({ name, mode }) => name === lockOf(id) && mode === 'exclusive');
}

/** Resolves when no tab has it any more; never where there are no locks. */
export function whenFree(id: string): Promise<void> {
  const locks = manager();
  if (!locks) return new Promise(() => {});
  return locks.request(lockOf(id), { mode: 'shared' }, () => {});
}
