import { useMemo, useState } from 'react';
import { ABOVE, BELOW } from '../../../lib/colour/colour-map';
import { isolated } from '../../../lib/isolated';
import { differingKinds } from '../../../runs/inside/kinds';
import { momentName } from '../../../runs/inside/moment-name';
import { weightsByDomain, weightsSentence } from '../../../runs/inside/weights-by-domain';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { HeatMaps } from '../../figure/heat-map/HeatMaps';
import { heatMapsSvg } from '../../figure/heat-map/heat-maps-svg';
import { csvOf } from '../../inside/weights/groups';
import { Scale } from '../../inside/weights/Scale';
import { Swatch } from '../../parts/Swatch';
import styles from '../runs.module.css';
import { RunHead } from './DifferencesTable';
import type { Seen } from './InsideBoth';

/** What two hyper-networks make for each domain, less the mean over domains, on one scale. */
export function WeightsBoth({ pair, adapter }: { pair: [Seen, Seen]; adapter: number }) {
  const [chosen, setKind] = useState('W_down');
  const [a, b] = pair;
  const [own, others] = pair.map(({ look }) => differingKinds(look, adapter).map(({ name }) => name)) as [string[], string[]];
  // What only one of them has, nothing can be set beside.
  const kinds = own.filter((each) => others.includes(each));
  const kind = kinds.includes(chosen) ? chosen : kinds[0];
  const made = useMemo(
    () => (kind === undefined ? [] : [a, b]).map((seen) => ({ ...weightsByDomain(seen.look, adapter, kind as string), seen, names: domainNames(seen.run) })),
    [a, b, adapter, kind],
  );
  if (kind === undefined)
    return <p className="note">The two have no weights of one kind that differ between domains, so there is nothing to set side by side.</p>;
  // The stronger of the two ends the colours of both.
  const scale = Math.max(...made.map((each) => each.scale));
  const maps = (each: (typeof made)[number]) =>
    each.domains.map(({ domain, matrix }) => ({ name: each.names[domain] ?? `domain ${domain + 1}`, domain, matrix }));
  return (
    <Figure
      title="Weights made for each domain, of both"
      formula="A map is the mean over a domain’s rows minus the mean over domains: what one domain gets and others do not."
      about={
        <p>
          {BELOW} is below the mean, {ABOVE} above. The colours end at the same value in all maps of both runs, so that their strength compares. Two runs order
          their units as chance has it: compare how much differs between domains, and not single cells.
        </p>
      }
      summary={made.map((each) => (
        <span key={each.seen.id}>
          {isolated(each.seen.name)}, {momentName(each.seen.look)}: {weightsSentence(each, each.seen.look, each.names)}{' '}
        </span>
      ))}
      save={{
        svg: () =>
          heatMapsSvg(
            made.map((each) => ({
              title: `${each.seen.name}: ${each.kind.name}`,
              scale,
              maps: maps(each).map(({ name, matrix }) => ({ title: name, matrix })),
            })),
          ),
        csv: () =>
          csvOf(made.map((each) => ({ kind: each.kind, maps: maps(each).map(({ name, matrix }) => ({ name: `${each.seen.name}: ${name}`, matrix })) }))),
      }}
      controls={
        <>
          <label className="row">
            Weights
            <select value={kind} onChange={({ target }) => setKind(target.value)}>
              {kinds.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          <Scale largest={scale} />
        </>
      }
    >
      <div className={styles.pair}>
        {made.map((each) => (
          <div key={each.seen.id} className="stack">
            <h4 className={styles.head}>
              <RunHead name={each.seen.name} colour={each.seen.colour} />
            </h4>
            <HeatMaps
              scale={scale}
              maps={maps(each).map(({ name, domain, matrix }) => ({
                key: String(domain),
                title: (
                  <>
                    <Swatch domain={domain} />
                    <bdi>{name}</bdi>
                  </>
                ),
                name: `${each.kind.name} for ${isolated(name)} of ${isolated(each.seen.name)}`,
                matrix,
              }))}
            />
          </div>
        ))}
      </div>
    </Figure>
  );
}
