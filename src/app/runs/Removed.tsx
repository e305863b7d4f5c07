import { useEffect, useRef } from 'react';
import { useParts } from '../store/use-app';

/** What was taken off the list last, as long as it can be brought back. */
export function Removed() {
  const { removed, bringBackKept, sheet } = useParts('removed', 'bringBackKept', 'sheet');
  const undo = useRef<HTMLButtonElement>(null);
  const ofRuns = removed?.keys.runs !== undefined && sheet === undefined;
  useEffect(() => {
    // The button that was pressed is gone with its row.
    if (removed && ofRuns && document.activeElement === document.body) undo.current?.focus();
  }, [removed, ofRuns]);
  return (
    <>
      <span role="status">{ofRuns && `${removed.what} ${(removed.keys.runs?.length ?? 0) > 1 ? 'are' : 'is'} removed.`}</span>
      {ofRuns && (
        <button ref={undo} type="button" onClick={() => void bringBackKept()}>
          Undo<span className="hidden"> the removal</span>
        </button>
      )}
    </>
  );
}
