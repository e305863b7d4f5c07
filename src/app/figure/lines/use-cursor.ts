import { type KeyboardEvent, useState } from 'react';

/** A cursor on one of `count` places in a row: the arrow keys, Home and End move it. `at` is undefined before the first of them. */
export function useCursor(count: number): { at: number | undefined; onKeyDown: (event: KeyboardEvent) => void } {
  const [at, setAt] = useState<number>();
  return {
    at: at !== undefined && at < count ? at : undefined,
    onKeyDown: (event) => {
      const next = cursorAfter(event.key, at, count);
      if (next === undefined) return;
      event.preventDefault();
      setAt(next);
    },
  };
}

/** Where a key leads; undefined where it leads nowhere. */
export function cursorAfter(key: string, at: number | undefined, count: number): number | undefined {
  const next = { ArrowLeft: (at ?? 1) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: count - 1 }[key];
  return next === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, next));
}
