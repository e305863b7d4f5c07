import { type ReactNode, useEffect, useRef } from 'react';
import { keepInView } from '../parts/keep-in-view';
import { TOUR_TARGETS, type TourTargetName } from '../store/tour';
import { useApp } from '../store/use-app';
import { bringIntoFree } from './free-room';
import styles from './tour.module.css';

/** A part of the page that pages of the tour speak of: while one does, it is marked and in view. */
export function TourTarget({ of, children }: { of: readonly TourTargetName[]; children: ReactNode }) {
  const target = useApp(({ tour }) => (tour === undefined ? undefined : TOUR_TARGETS[tour - 1]));
  const lit = target !== undefined && of.includes(target);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It may have come into being only now, with its sheet or view.
    const { current } = frame;
    return lit && current ? keepInView(current, (behavior) => bringIntoFree(current, target, behavior)) : undefined;
  }, [lit, target]);
  return (
    <div ref={frame} className={styles.target} data-lit={lit || undefined}>
      {children}
    </div>
  );
}
