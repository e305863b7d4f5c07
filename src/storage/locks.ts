/**
 * The browser's locks, which all tabs of this page share; undefined on an insecure page, which has no private storage to share either. Within
 * a page of another site where storage is blocked they are there, and refuse whatever is asked.
 */
export const lockManager = (): LockManager | undefined => (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;

/** What is held just now, in whatever tab, of the locks whose names begin so. @returns the rest of their names */
export async function heldLocks(beginning: string): Promise<string[]> {
  const asked = lockManager()?.query();
  const { held = [] } = (await asked?.catch(() => undefined)) ?? {};
  return held.flatMap(({ name }) => (name?.startsWith(beginning) ? name.slice(beginning.length) : []));
}
