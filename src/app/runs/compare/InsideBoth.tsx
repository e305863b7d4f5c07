import { useState } from 'react';
import { isolated } from '../../../lib/isolated';
import type { Look } from '../../../protocol/insight';
import { CaptionContext } from '../../figure/caption';
import { momentName } from '../../inside/moment-name';
import { DomainsBoth } from './DomainsBoth';
import type { ComparedRun } from './overlay';
import { RankBoth } from './RankBoth';
import { WeightsBoth } from './WeightsBoth';

/** A run with the look at its weights that is shown. */
export interface Seen extends ComparedRun {
  look: Look;
}

/** What the hyper-networks of two runs make, on one scale: as they were looked at last while they trained. */
export function InsideBoth({ runs }: { runs: [ComparedRun, ComparedRun] }) {
  const [chosen, setAdapter] = useState(0);
  const seen = runs.flatMap((each): Seen[] => {
    const look = each.run.looks.findLast(({ final }) => final) ?? each.run.looks.at(-1);
    return look && look.adapters.length > 0 ? [{ ...each, look }] : [];
  });
  const [a, b] = seen;
  if (!a || !b) {
    const without = runs.filter(({ id }) => !seen.some((each) => each.id === id));
    return (
      <p className="soft">
        Nothing is seen inside of {without.map(({ name }) => `“${isolated(name)}”`).join(' and ')}: without adapters nothing is generated, and a run on a
        command line is not looked into.
      </p>
    );
  }
  const pair: [Seen, Seen] = [a, b];
  const adapters = Math.min(a.look.adapters.length, b.look.adapters.length);
  const adapter = Math.min(chosen, adapters - 1);
  return (
    <CaptionContext value={pair.map(({ name, look }) => `${isolated(name)}, ${momentName(look)}`).join(' · ')}>
      <h3>Inside of the two</h3>
      {adapters > 1 && (
        <label className="row">
          Adapter
          <select value={adapter} onChange={({ target }) => setAdapter(Number(target.value))}>
            {a.look.adapters.slice(0, adapters).map(({ layer }, i) => (
              <option key={layer} value={i}>
                after layer {layer}
                {b.look.adapters[i]?.layer === layer ? '' : ` and ${b.look.adapters[i]?.layer}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <WeightsBoth pair={pair} adapter={adapter} />
      <RankBoth pair={pair} adapter={adapter} />
      <DomainsBoth pair={pair} />
    </CaptionContext>
  );
}
