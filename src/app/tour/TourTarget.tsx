import { type ReactNode, useEffect, useRef } from 'react';
import { TOUR_TARGETS, type TourTargetName } from '../store/tour';
import { useApp } from '../store/use-app';
import styles from './tour.module.css';

/** A page that is still being laid out may push away what was brought into view: for so long it is brought back. */
const MS_TO_SETTLE = 3000;
const TOUCHES = ['pointerdown', 'wheel', 'keydown', 'touchstart'] as const;

/** Brings an element into view, again while the page grows, until the person does something. @returns what ends that */
function keepInView(element: HTMLElement): () => void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const show = (behavior: ScrollBehavior) => element.scrollIntoView({ block: 'start', behavior });
  show(calm ? 'auto' : 'smooth');
  let height = document.body.offsetHeight;
  const grown = new ResizeObserver(() => {
    if (document.body.offsetHeight === height) return;
    height = document.body.offsetHeight;
    show('auto');
  });
  grown.observe(document.body);
  const end = () => {
    grown.disconnect();
    clearTimeout(timer);
    for (const touch of TOUCHES) document.removeEventListener(touch, end, true);
  };
  const timer = setTimeout(end, MS_TO_SETTLE);
  for (const touch of TOUCHES) document.addEventListener(touch, end, { capture: true, passive: true });
  return end;
}

/** A part of the page that pages of the tour speak of: while one does, it is marked and in view. */
export function TourTarget({ of, children }: { of: readonly TourTargetName[]; children: ReactNode }) {
  const target = useApp(({ tour }) => (tour === undefined ? undefined : TOUR_TARGETS[tour - 1]));
  const lit = target !== undefined && of.includes(target);
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: two pages may speak of one part
  useEffect(() => {
    // It may have come into being only now, with its sheet or view.
    return lit && frame.current ? keepInView(frame.current) : undefined;
  }, [lit, target]);
  return (
    <div ref={frame} className={styles.target} data-lit={lit || undefined}>
      {children}
    </div>
  );
}
