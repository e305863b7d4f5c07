import { largestOf } from '../../lib/matrix';
import { type Changes, changesOf } from './changes';
import { type Drawn, differenceOf, type Part, type Parts, partsOf } from './parts';
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
  /** Of each part of a box the size at which its colours end: one for before and after in one model, its own for the difference. */
  scales: Record<Drawn, Record<Which, number>[]>;
}

export function drawingOf(sides: Sides, adapter: number): Drawing {
  const before = partsOf(sides.before, adapter);
  const after = sides.after && partsOf(sides.after, adapter);
  // Two models that were trained apart have no units in common: nothing there is the difference of anything.
  const changes = after && sides.beside?.kind !== 'authors' ? changesOf(sides, { before, after }) : undefined;
  // What differs by rounding alone stays dark.
  const difference = after && changes && withoutRounding(differenceOf(before, after), changes);
  const scaleOf = (part: Part | undefined) => (part ? largestOf([part]) : 0);
  const scales = Object.fromEntries(
    (Object.keys(before) as Drawn[]).map((box) => [
      box,
      Array.from({ length: Math.max(before[box].length, after?.[box].length ?? 0) }, (_, i) => {
        const [first, second] = [scaleOf(before[box][i]), scaleOf(after?.[box][i])];
        const both = changes ? Math.max(first, second) : undefined;
        return { before: both ?? first, after: both ?? second, difference: scaleOf(difference?.[box][i]) };
      }),
    ]),
  ) as Drawing['scales'];
  return { sides, before, after, difference, changes, scales };
}

/** A part with the size at which its colours end. */
export interface ShownPart {
  part: Part;
  scale: number;
}

/** The parts that a box shows: those of the first side where there is no other, and those after where nothing can be subtracted. */
export function shownIn({ before, after, difference, scales }: Drawing, box: Drawn, which: Which): ShownPart[] {
  const side = which === 'difference' && !difference ? 'after' : which;
  const parts = { before, after, difference }[side];
  return (parts ?? before)[box].map((part, i) => ({ part, scale: scales[box][i]?.[parts ? side : 'before'] ?? 0 }));
}

function withoutRounding(difference: Parts, changes: Record<BoxName, number | 'other'>): Parts {
  const of = (box: Drawn) =>
    changes[box] === 0 ? difference[box].map((part) => ({ ...part, values: new Float32Array(part.values.length) })) : difference[box];
  return Object.fromEntries(Object.keys(difference).map((box) => [box, of(box as Drawn)])) as Parts;
}
