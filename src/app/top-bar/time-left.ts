/** A time as one says it: `40 s`, `12 min`, `3.5 h`; rounded up, since it is said as "at most". */
export function timeLeft(seconds: number): string {
  if (seconds <= 90) return `${Math.ceil(seconds)} s`;
  if (seconds <= 90 * 60) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 360) / 10} h`;
}
