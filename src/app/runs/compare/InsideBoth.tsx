import { useState } from 'react';
import { isolated } from '../../../lib/isolated';
import type { Look } from '../../../protocol/insight';
import { hasH } from '../../../runs/inside/kinds';
import { momentName } from '../../../runs/inside/moment-name';
import { CaptionContext } from '../../figure/caption';
import { MomentSlider } from '../../inside/MomentSlider';
import { DomainsBoth } from './DomainsBoth';
import { lookAt, type MomentOfBoth, momentsOfBoth, nameOfBoth } from './moments-of-both';
import type { ComparedRun } from './overlay';
import { RankBoth } from './RankBoth';
import { WeightsBoth } from './WeightsBoth';

/** A run with the look at its weights that is shown. */
export interface Seen extends ComparedRun {
  look: Look;
  /** Whether it is of the moment that is chosen; else it is the nearest that the run has. */
  exact: boolean;
}

/** What the hyper-networks of two runs make, on one scale: both at one moment of training, at first with the weights that they kept. */
export function InsideBoth({ runs }: { runs: [ComparedRun, ComparedRun] }) {
  const [chosen, setAdapter] = useState(0);
  const [wanted, setMoment] = useState<MomentOfBoth>('kept');
  const moments = momentsOfBoth(runs.map(({ run }) => run.looks));
  // A run that is being trained may have lost the look.
  const moment = moments.includes(wanted) ? wanted : 'kept';
  const seen = runs.flatMap((each): Seen[] => {
    if (each.run.looks.length === 0) return [];
    const { look, exact } = lookAt(each.run.looks, moment);
    return look.adapters.length > 0 ? [{ ...each, look, exact }] : [];
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
      {moments.length > 1 && (
        <MomentSlider
          moment={moments.indexOf(moment)}
          last={moments.length - 1}
          name={nameOfBoth(moment)}
          onMove={(to) => setMoment(moments[to] as MomentOfBoth)}
        />
      )}
      <div role="status">
        {pair.map(
          ({ id, name, look, exact }) =>
            !exact && (
              <p key={id} className="note">
                “{isolated(name)}” was not looked at {moment === 'kept' ? 'with the weights that it kept' : 'then'}. It is shown at its nearest moment:{' '}
                {momentName(look)}.
              </p>
            ),
        )}
      </div>
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
      {pair.every(({ look }) => hasH(look)) ? (
        <DomainsBoth pair={pair} />
      ) : (
        <p className="note">One of the two, or both, has no hyper-network, and so no H by which domains could be compared.</p>
      )}
    </CaptionContext>
  );
}
