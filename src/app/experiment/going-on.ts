/** A reload of this very tab goes on with the experiment; a tab that comes another day waits for the person. */
const KEY = 'hamur.experiment';

/** Id of the experiment that was going on in this tab. */
export function goesOn(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    // Storage may be refused: then it waits.
    return undefined;
  }
}

export function rememberGoing(id: string | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, id);
  } catch {
    // As above.
  }
}
