import { useDeferredValue, useMemo, useState } from 'react';
import { capital } from '../../../lib/capital';
import { ABOVE, BELOW } from '../../../lib/colour/colour-map';
import { counted } from '../../../lib/counted';
import { differingKinds, hasH, sharesWeights } from '../../../runs/inside/kinds';
import { weightsByDomain, weightsSentence } from '../../../runs/inside/weights-by-domain';
import { domainNames } from '../../../runs/record';
import { CaptionOf } from '../../figure/CaptionOf';
import { Figure } from '../../figure/Figure';
import { HeatMap } from '../../figure/heat-map/HeatMap';
import { heatMapsSvg } from '../../figure/heat-map/heat-maps-svg';
import picture from '../../figure/picture.module.css';
import { useWidth } from '../../figure/use-width';
import { later } from '../../parts/later';
import { Swatch } from '../../parts/Swatch';
import { useApp } from '../../store/use-app';
import { Moment } from '../Moment';
import { type Shown, useShown } from '../use-shown';
import { csvOf } from './groups';
import { GAP, mapColumns, WIDEST } from './map-columns';
import { Scale } from './Scale';
import styles from './weights.module.css';

/** What the hyper-network makes for each domain, less the mean over domains, at any moment of training: in a column of the page. */
export function WeightsByDomain() {
  const shown = useShown();
  if (!shown || shown.look.adapters.length === 0) return null;
  return differingKinds(shown.look, 0).length > 0 ? <Maps shown={shown} /> : <SharedMaps {...shown} />;
}

/** Both are seldom there, and are loaded when they are. */
const SharedMaps = later('What all rows have', async () => (await import('./SharedMaps')).SharedMaps);
const RelativeText = later('This sentence', async () => (await import('../RelativeNote')).RelativeText);

function Maps({ shown }: { shown: Shown }) {
  const { moment } = shown;
  // The slider follows the hand; the maps may take their time.
  const { run, look, adapter } = useDeferredValue(shown);
  const pickAdapter = useApp((state) => state.pickAdapter);
  const [name, setName] = useState('W_down');
  const [read, setRead] = useState('');
  const [frame, width] = useWidth();
  const names = domainNames(run);
  const made = useMemo(() => weightsByDomain(look, adapter, name), [look, adapter, name]);
  const { kind, domains, scale } = made;
  // The note above tells what there is instead.
  const free = sharesWeights(look) || !hasH(look);
  const columns = mapColumns(domains.length, width);
  const nameOf = (domain: number) => names[domain] ?? `domain ${domain + 1}`;
  return (
    <CaptionOf run={run} look={look}>
      <Figure
        title="Weights made for each domain"
        formula={
          <>
            {look.adapterKind ? <RelativeText look={look} /> : 'Every row gets weights of its own.'} A map is the mean over a domain’s rows minus the mean over
            domains: what one domain gets and others do not.
          </>
        }
        about={
          <p>
            A blank map means that this domain gets what all get. {capital(BELOW)} is below the mean, {ABOVE} above. The colours end at twice the usual size of
            a weight, in all maps alike. A domain’s weights are the mean over its rows; {free ? 'W_down' : 'W_down = U₁ H V₁'} leads into the bottleneck,{' '}
            {free ? 'W_up' : 'W_up = U₂ H V₂'} leads back{hasH(look) && ', and H is what differs from row to row'}. The share is the length of all differences
            by the length of all weights (Frobenius).
          </p>
        }
        summary={<span className={styles.sentence}>{weightsSentence(made, look, names)}</span>}
        save={{
          svg: () =>
            heatMapsSvg([
              {
                title: `${kind.name}, less the mean over domains`,
                scale,
                maps: domains.map(({ domain, matrix }) => ({ title: nameOf(domain), matrix })),
              },
            ]),
          csv: () => csvOf([{ kind, maps: domains.map(({ domain, matrix }) => ({ name: nameOf(domain), matrix })) }]),
        }}
        controls={
          <>
            <label className="row">
              Weights
              <select className={styles.pick} value={kind.name} onChange={(event) => setName(event.target.value)}>
                {differingKinds(look, adapter).map((each) => (
                  <option key={each.name}>{each.name}</option>
                ))}
              </select>
            </label>
            {look.adapters.length > 1 && (
              <label className="row">
                after
                <select className={styles.pick} value={adapter} onChange={(event) => pickAdapter(Number(event.target.value))}>
                  {look.adapters.map(({ layer }, i) => (
                    <option key={layer} value={i}>
                      layer {layer}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <Scale largest={scale} />
          </>
        }
      >
        <Moment looks={shown.run.looks} moment={moment} />
        <div ref={frame} className={styles.small} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, ${WIDEST}px))`, gap: GAP }}>
          {domains.map(({ domain, rows, matrix }) => (
            <div key={domain} className={styles.one}>
              <span className={styles.name}>
                <Swatch domain={domain} />
                {nameOf(domain)}
              </span>
              <HeatMap
                name={`${kind.name} of ${nameOf(domain)}, less the mean over domains, mean of ${counted(rows, 'row')}`}
                matrix={matrix}
                scale={scale}
                square
                onRead={(cell) => setRead(cell && `${nameOf(domain)}, ${cell}`)}
              />
            </div>
          ))}
        </div>
        <div className={picture.read} aria-live="polite" data-print="hide">
          {read || `${kind.name}, ${kind.about}: point at a map, or press the arrow keys, to read a weight`}
        </div>
      </Figure>
    </CaptionOf>
  );
}
