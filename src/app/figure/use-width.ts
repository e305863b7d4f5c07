import { type RefCallback, useCallback, useState } from 'react';
import { usePrinting } from '../theme/theme';

/** Of what is printed: the narrower of A4 and Letter less the margins of print.css, in CSS pixels. */
const PAPER = 700;

/**
 * The width that an element has on the page, and the ref to put on it; 0 before it is known. Figures are laid out in
 * pixels of the page, so that their text keeps its size on a phone, and on paper.
 */
export function useWidth(): [ref: RefCallback<HTMLElement>, width: number] {
  const [width, setWidth] = useState(0);
  const printing = usePrinting();
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const read = () => setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, []);
  return [ref, printing ? Math.min(width, PAPER) : width];
}
