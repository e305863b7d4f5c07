import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { useApp } from '../store/use-app';
import { STEPS } from './steps';

/** How long a step stands: as long as its sentence takes to be read. */
const MS_PER_STEP = 2600;
/** After the view has come into sight; within the two seconds in which a person has found it. */
const MS_BEFORE = 700;

const LAST = STEPS.length - 1;

export interface Play {
  step: number;
  /** The step up to which everything is drawn; what lies ahead is pale while it plays. */
  reached: number;
  playing: boolean;
  /** Whether nobody asked for it: then nothing is announced. */
  byItself: boolean;
  go(step: number): void;
  toggle(): void;
  /** A person touched the view. @returns whether that stopped what played by itself */
  touch(): boolean;
  /** Where it must be in sight before it plays by itself. */
  ref: RefCallback<HTMLElement>;
}

/**
 * The steps, one after the other. It plays by itself once in a session, where it may and the person does not prefer less motion; the
 * first touch ends that.
 */
export function usePlay(mayStart: boolean): Play {
  const step = useApp((state) => state.walkStep);
  const seen = useApp((state) => state.walkSeen);
  const walkTo = useApp((state) => state.walkTo);
  const seeWalk = useApp((state) => state.seeWalk);
  const [state, setState] = useState<'rests' | 'plays' | 'plays by itself'>('rests');
  const [reached, setReached] = useState(LAST);
  const [inSight, setInSight] = useState(false);
  const started = useRef(false);

  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting ?? false));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (seen || !mayStart || !inSight || started.current || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setTimeout(() => {
      started.current = true;
      seeWalk();
      walkTo(0);
      setReached(0);
      setState('plays by itself');
    }, MS_BEFORE);
    return () => clearTimeout(timer);
  }, [seen, mayStart, inSight, seeWalk, walkTo]);

  useEffect(() => {
    if (state === 'rests') return;
    const timer = setTimeout(() => {
      if (step >= LAST) setState('rests');
      else {
        walkTo(step + 1);
        setReached((before) => Math.max(before, step + 1));
      }
    }, MS_PER_STEP);
    return () => clearTimeout(timer);
  }, [state, step, walkTo]);

  return {
    step,
    reached,
    playing: state !== 'rests',
    byItself: state === 'plays by itself',
    go: (to) => {
      const next = Math.max(0, Math.min(LAST, to));
      setState('rests');
      walkTo(next);
      setReached((before) => Math.max(before, next));
    },
    toggle: () => {
      if (state !== 'rests') {
        setState('rests');
        return;
      }
      const from = step >= LAST ? 0 : step;
      walkTo(from);
      setReached(from);
      setState('plays');
    },
    touch: () => {
      seeWalk();
      if (state !== 'plays by itself') return false;
      setState('rests');
      setReached(LAST);
      return true;
    },
    ref,
  };
}
