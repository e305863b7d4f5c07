import { type RefObject, useEffect, useRef } from 'react';

/**
 * Tells the style sheets how tall it is what stays on top of the page, as `--top-height`: what gets the focus, or is spoken of, is brought
 * into view below it. Its height changes with the width of the page, and with what is wrong.
 */
export function useTopHeight(): RefObject<HTMLDivElement | null> {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = top;
    if (!current) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty('--top-height', `${current.offsetHeight}px`));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return top;
}
