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
  /** The size at which a box's colours end: one for before and after in one model, its own for the difference. */
  scales: Record<Drawn, Record<Which, number>>;
}

export function drawingOf(sides: Sides, adapter: number): Drawing {
  const before = partsOf(sides.before, adapter);
  const after = sides.after && partsOf(sides.after, adapter);
  // Two models that were trained apart have no units in common: nothing there is the difference of anything.
  const changes = after && sides.beside?.kind !== 'authors' ? changesOf(sides, { before, after }) : undefined;
  // What differs by rounding alone stays dark.
  const difference = after && changes && withoutRounding(differenceOf(before, after), changes);
  const scales = Object.fromEntries(
    (Object.keys(before) as Drawn[]).map((box) => {
      const [first, second] = [before[box], after?.[box] ?? []];
      const both = changes ? scaleOf(first, second) : undefined;
      return [box, { before: both ?? scaleOf(first), after: both ?? scaleOf(second), difference: scaleOf(difference?.[box] ?? []) }];
    }),
  ) as Drawing['scales'];
  return { sides, before, after, difference, changes, scales };
}

/** The parts that a box shows, with their scale: those of the first side where there is no other, and no difference where there is none. */
export function shownIn({ before, after, difference, scales }: Drawing, box: Drawn, which: Which): { parts: Parts[Drawn]; scale: number } {
  const parts = { before, after, difference: difference ?? after }[which]?.[box];
  if (!parts) return { parts: before[box], scale: scales[box].before };
  return { parts, scale: scales[box][which === 'difference' && !difference ? 'after' : which] };
}

function withoutRounding(difference: Parts, changes: Record<BoxName, number | 'other'>): Parts {
  const of = (box: Drawn) =>
    changes[box] === 0 ? difference[box].map((part) => ({ ...part, values: new Float32Array(part.values.length) })) : difference[box];
  return Object.fromEntries(Object.keys(difference).map((box) => [box, of(box as Drawn)])) as Parts;
}
