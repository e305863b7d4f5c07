import { useState } from 'react';
import { rowName, rowsGoTo } from '../../lib/row-name';
import type { WalkedLook } from '../../runs/rank-history';
import { isStored, type RunRecord } from '../../runs/record';
import { Swatch } from '../parts/Swatch';
import { useApp, useParts } from '../store/use-app';
import type { Beside } from '../store/walk';
import { leftOutSentence, rowTitle } from './sentences';
import { rowsOf, type Sides } from './sides';
import styles from './walk.module.css';

/** Which row, in which domain, and beside what. */
export function Choosers({ run, look, sides, names, authors }: { run: RunRecord; look: WalkedLook; sides: Sides; names: readonly string[]; authors: boolean }) {
  const { chooseWalk, setBeside } = useParts('chooseWalk', 'setBeside');
  const { walk } = sides.before;
  const rows = rowsOf(look);
  const others = rows.filter(({ row }) => row !== walk.row);
  const { beside } = sides;
  const domain = beside?.kind === 'domain' ? beside.domain : walk.ownDomain;
  const domains = (look.walks ?? []).filter(({ row }) => row === walk.row).map((each) => each.domain);
  return (
    <div className={styles.choosers}>
      {rows.length > 1 && (
        <label className="row">
          Row
          <select value={walk.row} onChange={(event) => chooseWalk(Number(event.target.value))}>
            {rows.map((each) => (
              <option key={each.row} value={each.row}>
                {rowTitle(each, names)}
              </option>
            ))}
          </select>
        </label>
      )}
      {run.config.model.sharing === 'pooled' ? (
        <p className="soft">The model is pooled: as a row of another domain it would be the same.</p>
      ) : (
        <fieldset className={styles.domains}>
          <legend>
            As a row of
            {names.length > domains.length && <span className="soft"> (and {names.length - domains.length} more, which are not walked)</span>}
          </legend>
          {domains.map((d) => (
            <label key={d}>
              <input
                type="radio"
                name="walk-domain"
                checked={d === domain}
                onChange={() => setBeside(d === walk.ownDomain ? undefined : { kind: 'domain', domain: d })}
              />
              <Swatch domain={d} />
              {names[d]}
              {d === walk.ownDomain && <span className="soft"> (its own)</span>}
            </label>
          ))}
        </fieldset>
      )}
      {(others.length > 0 || authors) && (
        <label className="row">
          Beside
          <select
            value={beside?.kind === 'row' ? `row ${beside.row}` : beside?.kind === 'authors' ? 'authors' : ''}
            onChange={(event) => setBeside(besideOf(event.target.value))}
          >
            <option value="">nothing</option>
            {others.map((each) => (
              <option key={each.row} value={`row ${each.row}`}>
                {rowTitle(each, names)}
              </option>
            ))}
            {authors && <option value="authors">the same row, from the authors’ start</option>}
          </select>
        </label>
      )}
      {!isStored(run) && <RowNumber run={run} own={walk.row} />}
    </div>
  );
}

function besideOf(value: string): Beside | undefined {
  if (value === 'authors') return { kind: 'authors' };
  return value.startsWith('row ') ? { kind: 'row', row: Number(value.slice(4)) } : undefined;
}

/** Follows a row of the table by its number, alone or beside the one that is shown. @param own the row that is shown, where there is one */
export function RowNumber({ run, own }: { run: RunRecord; own?: number }) {
  const follow = useApp((state) => state.follow);
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const rows = run.data?.tableRows ?? 0;
  const ask = (beside: boolean) => {
    const row = Number(text.trim().replaceAll(',', ''));
    if (text.trim() === '' || !Number.isInteger(row) || row < 1 || row > rows) {
      setSaid(rowsGoTo(rows));
      return;
    }
    setSaid(`Following ${rowName(row - 1)} …`);
    void follow(beside && own !== undefined && own !== row - 1 ? [own, row - 1] : [row - 1]).then((leftOut) => setSaid(leftOutSentence(leftOut)));
  };
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        ask(false);
      }}
    >
      <label className="row">
        Row number
        <input size={8} value={text} inputMode="numeric" placeholder="such as 17" onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit">Follow</button>
      {own !== undefined && (
        <button type="button" onClick={() => ask(true)}>
          Set beside
        </button>
      )}
      <span className="soft" role="status">
        {said}
      </span>
    </form>
  );
}
