/** Whoever trains a run holds its lock: one writer, in whatever tab. */
export const lockOfRun = (id: string) => `hamur-run-${id}`;

/** A worker that was ended a moment ago may hold it still. */
const MS_TO_WAIT = 1500;

/** @param most milliseconds to wait for another to give it back @returns what gives the lock back; undefined where another holds it */
export async function holdRun(id: string, most = MS_TO_WAIT): Promise<(() => void) | undefined> {
  // Without locks (an insecure page) there is no private storage either that two tabs could share.
  if (!navigator.locks) return () => {};
  return new Promise((told, failed) => {
    navigator.locks
      .request(lockOfRun(id), { signal: AbortSignal.timeout(most) }, () => new Promise<void>((giveBack) => told(() => giveBack())))
      .catch((error: unknown) => {
        if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError')) told(undefined);
        else failed(error);
      });
  });
}
