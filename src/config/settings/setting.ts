import type { Kind, ValueOf } from '../kinds/kind';

/** One setting: everything that is said of it, and nowhere else. */
export interface Setting<K extends Kind<unknown> = Kind<unknown>> {
  readonly kind: K;
  /** As the page calls it. */
  readonly title: string;
  /** Of what it counts; it stands behind the title. */
  readonly unit?: string;
  /** A few words below its control. */
  readonly hint?: string;
  /** For the documentation: what it is. */
  readonly about: string;
  /** What holds where nothing is stated. */
  readonly default: ValueOf<K> | Follows<ValueOf<K>> | Proposed;
}

/** What is left out follows other settings. Whoever states one of these in a link states this one too. */
export class Follows<T> {
  constructor(
    readonly leaders: readonly Setting[],
    readonly value: (...of: never[]) => T,
    /** In words, for the documentation. */
    readonly said: string,
  ) {}
}

/** What is left out is proposed from the data. */
export class Proposed {
  constructor(readonly said: string) {}
}

export const setting = <K extends Kind<unknown>>(setting: Setting<K>): Setting<K> => setting;

/** @param value what holds where it is left out, from its leader's value */
export function follows<L extends Kind<unknown>, T>(leader: Setting<L>, value: (of: ValueOf<L>) => T, said: string): Follows<T> {
  return new Follows([leader as unknown as Setting], value, said);
}

/** The same with two leaders. */
export function followsBoth<K extends Kind<unknown>, L extends Kind<unknown>, T>(
  first: Setting<K>,
  second: Setting<L>,
  value: (first: ValueOf<K>, second: ValueOf<L>) => T,
  said: string,
): Follows<T> {
  return new Follows([first as unknown as Setting, second as unknown as Setting], value, said);
}

/** Title and unit, as a label has them. */
export function labelOf({ title, unit }: Pick<Setting, 'title' | 'unit'>): string {
  return unit ? `${title}, ${unit}` : title;
}
