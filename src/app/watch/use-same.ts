import { useRef } from 'react';

/**
 * The value of the render before where nothing in it has changed, so that what is drawn from it need not be drawn anew; of a list,
 * each entry by itself. For small values that are plain data: they are compared as text.
 */
export function useSame<T>(next: T): T {
  const before = useRef<{ value: T } | undefined>(undefined);
  const value = before.current ? same(before.current.value, next) : next;
  before.current = { value };
  return value;
}

/** `before` where `next` is the same; else `next`, with the entries of `before` that are the same. */
export function same<T>(before: T, next: T): T {
  if (JSON.stringify(before) === JSON.stringify(next)) return before;
  if (!Array.isArray(before) || !Array.isArray(next)) return next;
  return next.map((each, i) => (i < before.length && JSON.stringify(before[i]) === JSON.stringify(each) ? before[i] : each)) as T;
}
