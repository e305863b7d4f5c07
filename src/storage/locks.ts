/** The browser's locks, which all tabs of this page share; undefined on an insecure page, which has no private storage to share either. */
export const lockManager = (): LockManager | undefined => (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;

/** What is held just now, in whatever tab, of the locks whose names begin so. @returns the rest of their names */
export async function heldLocks(beginning: string): Promise<string[]> {
  // They may be refused, as within another page: then nothing is shared.
  const { held = [] } =
    (await lockManager()
      ?.query()
      .catch(() => undefined)) ?? {};
  return held.flatMap(({ name }) => (name?.startsWith(beginning) ? name.slice(beginning.length) : []));
}
