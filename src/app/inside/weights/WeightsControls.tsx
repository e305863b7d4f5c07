import type { Compare } from './compare';
import type { Representation } from './representations';

/** Ordering by likeness compares every row with every other. */
const MOST_ORDERED = 150;

export const mayOrder = (width: number) => width <= MOST_ORDERED;

/** What of the weights is shown, and in which order. */
export function WeightsControls({
  compare,
  setCompare,
  pair,
  setSide,
  named,
  width,
  ordered,
  setOrdered,
}: {
  compare: Compare;
  setCompare: (compare: Compare) => void;
  /** Keys of the two that are compared. */
  pair: readonly (string | undefined)[];
  setSide: (side: 0 | 1, key: string) => void;
  named: readonly Pick<Representation, 'key' | 'name'>[];
  /** Of the layer. */
  width: number;
  ordered: boolean;
  setOrdered: (ordered: boolean) => void;
}) {
  const orderable = mayOrder(width);
  return (
    <>
      <label className="row">
        Show
        <select value={compare} onChange={(event) => setCompare(event.target.value as Compare)}>
          <option value="less the mean">less the mean over domains</option>
          <option value="as they are">as they are</option>
          <option value="difference">the difference of two</option>
        </select>
      </label>
      {compare === 'difference' &&
        ([0, 1] as const).map((side) => (
          <label key={side} className="row">
            {side === 0 ? 'of' : 'minus'}
            <select value={pair[side]} onChange={(event) => setSide(side, event.target.value)}>
              {named.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ))}
      <label className="row">
        <input type="checkbox" checked={ordered} disabled={!orderable} onChange={(event) => setOrdered(event.target.checked)} />
        Order by similarity{!orderable && ` (for layers up to ${MOST_ORDERED} wide)`}
      </label>
    </>
  );
}
