import { useCallback, useId, useMemo } from 'react';
import { fixed, signed } from '../../lib/numbers';
import { useWidth } from '../figure/use-width';
import { usePrinting } from '../theme/theme';
import { Box } from './Box';
import { BoxCells, Chance, FieldStrips, Fields } from './box-contents';
import { isThere, linesOf, titleOf } from './by-kind';
import { changeText } from './changes';
import { type Drawing, type ShownPart, shownIn, type Which } from './drawing';
import { planOf, WIDE } from './layout';
import type { Drawn } from './parts';
import { besideName, sideName } from './sentences';
import { BOXES, type BoxName, STEPS, stepOf } from './steps';
import styles from './walk.module.css';

/** The name of a strip takes so many pixels. */
const NAME = 80;

/** The row's own diagram: boxes that open their step, and lines that carry the flow up to the step that is told. */
export function Diagram({
  drawing,
  which,
  step,
  reached,
  account,
  names,
  onOpen,
}: {
  drawing: Drawing;
  which: Which;
  step: number;
  reached: number;
  /** What is said of each step. */
  account: readonly string[];
  /** Of the domains. */
  names: readonly string[];
  onOpen: (box: BoxName) => void;
}) {
  const id = useId();
  const [frame, measured] = useWidth();
  // From top to bottom it would not fit on a page.
  const printing = usePrinting();
  const width = printing ? Math.max(measured, WIDE) : measured;
  const { before, after } = drawing.sides;
  const walk = (which === 'before' ? before : (after ?? before)).walk;
  const plan = useMemo(() => planOf(Math.max(320, width), walk.fields.length), [width, walk.fields.length]);
  const { look } = before;
  const lines = linesOf(plan, look);
  const place = (box: BoxName) => STEPS.indexOf(stepOf(box));
  const state = (at: number) => (at === step ? 'now' : at <= reached ? 'reached' : 'ahead');
  const first = BOXES.find((box) => place(box) === step);
  const open = useCallback((box: BoxName) => onOpen(box), [onOpen]);

  const called = useMemo((): [string, string] => [sideName(drawing.sides, names, true), besideName(drawing.sides, names, true)], [drawing.sides, names]);

  // The same while only the step changes, so that no cells are drawn anew.
  const shown = useMemo(
    () => Object.fromEntries((Object.keys(drawing.before) as Drawn[]).map((box) => [box, shownIn(drawing, box, which)])) as Record<Drawn, ShownPart[]>,
    [drawing, which],
  );
  const contents = (box: BoxName) => {
    if (box === 'row') return <Fields walk={walk} lines={plan.fields} />;
    if (box === 'prediction') return <Chance before={before.walk} after={after?.walk} names={called} />;
    const parts = shown[box];
    if (box === 'embeddings') return <FieldStrips parts={parts} lines={plan.fields} />;
    const shape = box === 'h' || box === 'down' || box === 'up-weights' ? 'square' : plan.wide || box === 'hyper' ? 'standing' : 'lying';
    const named = shape === 'standing' && parts.length > 1 && plan.boxes[box].width > NAME * parts.length;
    return <BoxCells parts={parts} shape={shape} named={named} />;
  };
  return (
    <section
      ref={frame}
      className={styles.diagram}
      style={{ height: plan.height, ...(printing && { width, zoom: measured / width }) }}
      aria-label="The row’s way through the model"
    >
      {width > 0 && (
        <>
          <svg className={styles.flow} width={width} height={plan.height} aria-hidden="true">
            <defs>
              {(['ahead', 'reached', 'now'] as const).map((each) => (
                <marker
                  key={each}
                  id={`${id}-${each}`}
                  viewBox="0 0 6 8"
                  refX="6"
                  refY="4"
                  markerWidth="6"
                  markerHeight="8"
                  markerUnits="userSpaceOnUse"
                  orient="auto"
                >
                  <path d="M0 0 L6 4 L0 8 Z" data-state={each} />
                </marker>
              ))}
            </defs>
            {lines.map(({ from, to, step: at, path }) => (
              <path key={`${from} ${to}`} d={path} pathLength={1} data-state={state(STEPS.indexOf(at))} markerEnd={`url(#${id}-${state(STEPS.indexOf(at))})`} />
            ))}
          </svg>
          {BOXES.map((box) => {
            const change = drawing.changes?.[box];
            return (
              <Box
                key={box}
                name={box}
                title={titleOf(box, look)}
                rect={plan.boxes[box]}
                state={state(place(box))}
                changed={change === undefined ? undefined : change !== 0}
                caption={captionOf(box, drawing)}
                label={`${titleOf(box, look)}. ${account[place(box)]}`}
                focusable={box === first}
                onOpen={open}
              >
                {contents(box)}
              </Box>
            );
          })}
        </>
      )}
    </section>
  );
}

/** Below a box: how far it differs, or how many numbers it holds. */
function captionOf(box: BoxName, { before, sides, changes }: Drawing): string {
  const { logit } = sides.before.walk;
  if (box === 'prediction') {
    const after = sides.after?.walk;
    return after ? `logit ${signed(after.logit - logit, 3)}` : `chance of a positive label, logit ${fixed(logit, 3)}`;
  }
  if (!isThere(box, sides.before.look)) return '';
  if (changes) return changeText(changes[box]);
  if (box === 'row') return `${sides.before.walk.fields.length} values`;
  const parts = before[box];
  if (box === 'embeddings') return `${parts.reduce((sum, { rows }) => sum + rows, 0)} numbers`;
  return parts.map(({ rows, columns }) => (columns > 1 ? `${rows} × ${columns}` : rows)).join(', ');
}
