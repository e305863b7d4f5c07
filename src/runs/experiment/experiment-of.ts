/** The experiment that a run of this id is of. */
export function experimentOf(run: string): string | undefined {
  const at = run.indexOf('.');
  return at > 0 ? run.slice(0, at) : undefined;
}
