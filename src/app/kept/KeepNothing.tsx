import { useEffect, useRef, useState } from 'react';
import type { Library } from '../../protocol/library';
import { FlagField } from '../parts/FlagField';
import { useParts } from '../store/use-app';
import { sumText } from './texts';

/** The choice that nothing is kept. Where something is, it asks first, because it deletes that. */
export function KeepNothing({ library }: { library: Library }) {
  const { keepNothing } = useParts('keepNothing');
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLButtonElement>(null);
  const some = library.runs.length + library.data.length > 0;
  // What cannot be read may be there all the same.
  const unknown = library.trouble?.kind === 'newer' || library.trouble?.kind === 'broken';
  useEffect(() => {
    if (asking) question.current?.focus();
  }, [asking]);
  const choose = (on: boolean) => {
    if (on && (some || unknown)) return setAsking(true);
    setAsking(false);
    void keepNothing(on);
  };
  return (
    <div className="stack">
      <FlagField
        label="Keep nothing on this machine"
        hint="For a machine that others use too. Only this choice, the theme, and how fast the engines are stay."
        value={asking || !library.keeps}
        onChange={choose}
      />
      {asking && (
        <div className="note row">
          <span>This deletes {some ? sumText(library) : 'all that is kept'} from this machine, for good. Files of yours elsewhere stay as they are.</span>
          <button
            ref={question}
            type="button"
            onClick={() => {
              setAsking(false);
              void keepNothing(true);
            }}
          >
            Delete, and keep nothing
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            Cancel
          </button>
        </div>
      )}
    </div>
  );
}
