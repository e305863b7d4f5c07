/** One tab at most has the queue of an experiment: it holds a lock of the browser, as whoever trains a run does. */

const lockOf = (id: string) => `hamur-experiment-${id}`;

/** Undefined on an insecure page, where no two tabs share anything. */
const manager = (): LockManager | undefined => (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;

/** What gives the queue back, and resolves when others may have it. */
type GiveBack = () => Promise<void>;

/** A tab that waits until the queue is free (`whenFree`) then has it for a moment, shared: so long, and at most so often, it is asked for again. */
const MS_OF_MOMENT = 20;
const MOST_MOMENTS = 50;

/** @returns undefined where another tab has it */
export async function holdQueue(id: string): Promise<GiveBack | undefined> {
  for (let moment = 0; ; moment++) {
    const giveBack = await requestQueue(id);
    if (giveBack || moment >= MOST_MOMENTS || (await isHeldElsewhere(id))) return giveBack;
    await new Promise((resolve) => setTimeout(resolve, MS_OF_MOMENT));
  }
}

function requestQueue(id: string): Promise<GiveBack | undefined> {
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
