import { type RefCallback, useCallback, useState } from 'react';

/**
 * The width that an element has on the page, and the ref to put on it; 0 before it is known. Figures are laid out in
 * pixels of the page, so that their text keeps its size on a phone.
 */
export function useWidth(): [ref: RefCallback<HTMLElement>, width: number] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const read = () => setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
