import { heldLocks, lockManager } from './locks';

const OF_RUN = 'hamur-run-';

/** Whoever trains a run holds its lock: one writer, in whatever tab. */
export const lockOfRun = (id: string) => `${OF_RUN}${id}`;

/** A worker that was ended a moment ago, or another tab that only reads, may hold it still. */
const MS_TO_WAIT = 1500;

/** Runs whose locks are held here. */
const mine = new Set<string>();

/** @param most milliseconds to wait for another to give it back @returns what gives the lock back, and resolves when it is free; undefined where another holds it */
export async function holdRun(id: string, most = MS_TO_WAIT): Promise<(() => Promise<void>) | undefined> {
  const locks = lockManager();
  if (!locks) return async () => {};
  return new Promise((told) => {
    const free: Promise<void> = locks
      .request(lockOfRun(id), { signal: AbortSignal.timeout(most) }, (lock) => {
        if (!lock) return told(undefined);
        return new Promise<void>((giveBack) => {
          mine.add(id);
          told(() => {
            mine.delete(id);
            giveBack();
            return free;
          });
        });
      })
      // Where locks are refused, as within another page that keeps nothing, there is nothing to share either.
      .catch((error: unknown) => told(isLate(error) ? undefined : async () => {}));
  });
}

/** The runs that another tab trains. */
export const runsElsewhere = async (): Promise<ReadonlySet<string>> => new Set((await heldLocks(OF_RUN)).filter((id) => !mine.has(id)));

const isLate = (error: unknown) => error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError');
