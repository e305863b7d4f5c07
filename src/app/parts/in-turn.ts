import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const queue: (() => void)[] = [];
let drawing = false;

/**
 * Draws when its turn comes: one thing a frame, so that the page may answer in between. While the page is hidden, nothing is
 * drawn. Returns how to leave the queue.
 */
export function inTurn(draw: () => void): () => void {
  queue.push(draw);
  if (!drawing) {
    drawing = true;
    afterFrame();
  }
  return () => {
    const place = queue.indexOf(draw);
    if (place >= 0) queue.splice(place, 1);
  };
}

function afterFrame() {
  requestAnimationFrame(() => setTimeout(drawNext));
}

function drawNext() {
  const draw = queue.shift();
  // At once: left to React, two of them may come to be drawn in one task after all.
  if (draw) flushSync(draw);
  drawing = queue.length > 0;
  if (drawing) afterFrame();
}

/** A value that changes when its turn comes. For what takes long to draw and has others beside it that change with it. */
export function useInTurn<T>(value: T): T {
  const [drawn, setDrawn] = useState(value);
  useEffect(() => inTurn(() => setDrawn(() => value)), [value]);
  return drawn;
}
