import type { Look } from '../../protocol/insight';
import { momentName } from './moment-name';

/** What quick looks lack. */
type Dear = 'map' | 'similarity';
export type Having<K extends Dear> = Look & Required<Pick<Look, K>>;

export const has =
  <K extends Dear>(what: K) =>
  (look: Look): look is Having<K> =>
    look[what] !== undefined;

/** Of the looks that hold `what`, the one nearest to a moment; of two that are equally near, the earlier. Undefined where there is none. */
export function nearest<K extends Dear>(looks: readonly Look[], moment: number, what: K): Having<K> | undefined {
  const holding = has(what);
  let found: { look: Having<K>; away: number } | undefined;
  for (const [i, look] of looks.entries()) {
    const away = Math.abs(i - moment);
    if (holding(look) && (!found || away < found.away)) found = { look, away };
  }
  return found?.look;
}

/** Says that something is shown of another moment than the chosen one; empty where it is the same. */
export function ofAnotherMoment(chosen: Look, shown: Look): string {
  return shown === chosen ? '' : ` This is the nearest moment that has it; the chosen one is ${momentName(chosen)}.`;
}
