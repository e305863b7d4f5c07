/** Whoever trains a run holds its lock: one writer, in whatever tab. */
export const lockOfRun = (id: string) => `hamur-run-${id}`;

/** @returns what gives the lock back; undefined where another holds it */
export async function holdRun(id: string): Promise<(() => void) | undefined> {
  // Without locks (an insecure page, or one within another page where storage is blocked) there is no private storage either
  // that two tabs could share.
  const free = () => {};
  if (!navigator.locks) return free;
  return new Promise((told) => {
    navigator.locks
      .request(lockOfRun(id), { ifAvailable: true }, (lock) => {
        if (!lock) {
          told(undefined);
          return undefined;
        }
        return new Promise<void>((giveBack) => told(() => giveBack()));
      })
      .catch(() => told(free));
  });
}
