import { type PointerEvent, useRef, useState } from 'react';
import { pointIn } from '../point-in';
import type { Point } from './lasso';

/** How far a pointer moves before it draws and is no longer a click. */
const CLICK_PX = 4;
/** How far apart the corners of the drawn line are. */
const CORNER_PX = 2;

interface Drag {
  pointer: number;
  start: Point;
  draws: boolean;
  moved: boolean;
  line: Point[];
}

type Handler = (event: PointerEvent<SVGSVGElement>) => void;

/**
 * A line drawn with the pointer, or a click. A mouse draws by dragging; a finger or pen only with `mode` on, since it
 * scrolls the page otherwise. `line` is what is drawn so far; `cancel` drops it and says whether there was one.
 */
export function useDrag({
  mode,
  onLine,
  onClick,
  onHover,
}: {
  mode: boolean;
  onLine: (line: Point[], event: PointerEvent<SVGSVGElement>) => void;
  onClick: (at: Point, event: PointerEvent<SVGSVGElement>) => void;
  onHover: (at: Point) => void;
}): { line: Point[] | undefined; cancel: () => boolean; handlers: Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', Handler> } {
  // Events come faster than the page is drawn, so what they add to is no state; the state is what is drawn of it.
  const drag = useRef<Drag>(undefined);
  const [line, setLine] = useState<Point[]>();
  const cancel = () => {
    const drew = drag.current?.moved ?? false;
    drag.current = undefined;
    setLine(undefined);
    return drew;
  };
  return {
    line,
    cancel,
    handlers: {
      onPointerDown: (event) => {
        if (!event.isPrimary || event.button !== 0) return;
        const draws = mode || event.pointerType === 'mouse';
        const start = pointIn(event);
        drag.current = { pointer: event.pointerId, start, draws, moved: false, line: [start] };
        if (draws) event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event) => {
        const at = pointIn(event);
        const now = drag.current;
        if (!now || now.pointer !== event.pointerId) {
          if (event.pointerType === 'mouse') onHover(at);
          return;
        }
        now.moved ||= distance(at, now.start) > CLICK_PX;
        if (!now.draws || !now.moved || distance(at, now.line.at(-1) as Point) < CORNER_PX) return;
        now.line.push(at);
        setLine([...now.line]);
      },
      onPointerUp: (event) => {
        const now = drag.current;
        if (!now || now.pointer !== event.pointerId) return;
        cancel();
        if (!now.moved) onClick(now.start, event);
        else if (now.draws) onLine(now.line, event);
      },
      onPointerCancel: () => void cancel(),
    },
  };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
