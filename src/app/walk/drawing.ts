import { type Changes, changesOf } from './changes';
import { type Drawn, differenceOf, type Parts, partsOf, scaleOf } from './parts';
import type { Sides } from './sides';
import type { BoxName } from './steps';

/** Which of two sides the boxes show. */
export type Which = 'before' | 'after' | 'difference';

/** All that is drawn of a row, alone or beside another. */
export interface Drawing {
  sides: Sides;
  before: Parts;
  after: Parts | undefined;
  difference: Parts | undefined;
  changes: Changes | undefined;
  /** The size at which a box's colours end: one for before and after, its own for the difference. */
  scales: Record<Drawn, { own: number; difference: number }>;
}

export function drawingOf(sides: Sides, adapter: number): Drawing {
  const before = partsOf(sides.before, adapter);
  const after = sides.after && partsOf(sides.after, adapter);
  const changes = after && changesOf(sides, { before, after });
  // What differs by rounding alone stays dark.
  const difference = after && changes && withoutRounding(differenceOf(before, after), changes);
  const scales = Object.fromEntries(
    (Object.keys(before) as Drawn[]).map((box) => [box, { own: scaleOf(before[box], after?.[box] ?? []), difference: scaleOf(difference?.[box] ?? []) }]),
  ) as Drawing['scales'];
  return { sides, before, after, difference, changes, scales };
}

/** The parts that a box shows, with their scale. */
export function shownIn({ before, after, difference, scales }: Drawing, box: Drawn, which: Which): { parts: Parts[Drawn]; scale: number } {
  const { own, difference: apart } = scales[box];
  if (!after || !difference || which === 'before') return { parts: before[box], scale: own };
  return which === 'after' ? { parts: after[box], scale: own } : { parts: difference[box], scale: apart };
}

function withoutRounding(difference: Parts, changes: Record<BoxName, number | 'other'>): Parts {
  const of = (box: Drawn) =>
    changes[box] === 0 ? difference[box].map((part) => ({ ...part, values: new Float32Array(part.values.length) })) : difference[box];
  return Object.fromEntries(Object.keys(difference).map((box) => [box, of(box as Drawn)])) as Parts;
}
