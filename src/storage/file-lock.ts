import { heldLocks, lockManager } from './locks';

const OF_FILE = 'hamur-file-';

const held = new Set<string>();

/** Whoever has been given the copy of a file holds its lock as long as the tab lives: a copy that somebody has is not deleted. */
export async function holdFile(hash: string): Promise<void> {
  const locks = lockManager();
  if (!locks || held.has(hash)) return;
  held.add(hash);
  await new Promise<void>((told) => {
    locks
      .request(OF_FILE + hash, { mode: 'shared' }, () => {
        told();
        // Until the worker ends.
        return new Promise<never>(() => {});
      })
      // Where locks are refused, nobody else deletes it.
      .catch(told);
  });
}

/** Hashes of the files that somebody has, in this tab or another. */
export const filesHeld = async (): Promise<ReadonlySet<string>> => new Set(await heldLocks(OF_FILE));
