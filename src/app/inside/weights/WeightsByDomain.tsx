import { useDeferredValue, useMemo, useState } from 'react';
import { capital } from '../../../lib/capital';
import { domainNames } from '../../../runs/record';
import { CaptionOf } from '../../figure/CaptionOf';
import { Figure } from '../../figure/Figure';
import { ABOVE, BELOW } from '../../figure/heat-map/colour-map';
import { HeatMap } from '../../figure/heat-map/HeatMap';
import { HeatMaps } from '../../figure/heat-map/HeatMaps';
import { heatMapsSvg } from '../../figure/heat-map/heat-maps-svg';
import { largestOf } from '../../figure/heat-map/matrix';
import { short } from '../../figure/numbers';
import picture from '../../figure/picture.module.css';
import { useWidth } from '../../figure/use-width';
import { Swatch } from '../../parts/Swatch';
import { useApp } from '../../store/use-app';
import { differingKinds, hasH, kindsOf, sharesWeights } from '../kinds';
import { Moment } from '../Moment';
import { relativeSentence } from '../relatives';
import { type Shown, useShown } from '../use-shown';
import { csvOf } from './groups';
import { Scale } from './Scale';
import styles from './weights.module.css';
import { GAP, mapColumns, WIDEST, weightsByDomain, weightsSentence } from './weights-by-domain';

/** What the hyper-network makes for each domain, less the mean over domains, at any moment of training: in a column of the page. */
export function WeightsByDomain() {
  const shown = useShown();
  if (!shown || shown.look.adapters.length === 0) return null;
  return differingKinds(shown.look, 0).length > 0 ? <Maps shown={shown} /> : <SharedMaps {...shown} />;
}

/** What is there for all rows alike, where nothing is made for a domain. */
function SharedMaps({ run, look, moment, adapter }: Shown) {
  const maps = kindsOf(look, adapter).map(({ name, about, of }) => ({ key: name, title: name, name: `${name}, ${about}`, matrix: of(new Float32Array()) }));
  const scale = largestOf(maps.map(({ matrix }) => matrix));
  return (
    <CaptionOf run={run} look={look}>
      <Figure
        title="The same weights for every domain"
        formula={relativeSentence(look)}
        about={
          <p>
            W_down leads from the layer’s output into the bottleneck, W_up leads back. {capital(BELOW)} is below zero, {ABOVE} above.
          </p>
        }
        summary={`The largest weight is ${short(scale)}.`}
        save={{
          svg: () => heatMapsSvg([{ title: 'Weights of all rows', scale, maps: maps.map(({ key, matrix }) => ({ title: key, matrix })) }]),
          csv: () => csvOf(maps.map(({ key, matrix }) => ({ kind: { name: key }, maps: [{ name: 'all rows', matrix }] }))),
        }}
        controls={<Scale largest={scale} />}
      >
        <Moment looks={run.looks} moment={moment} />
        <HeatMaps maps={maps} scale={scale} />
      </Figure>
    </CaptionOf>
  );
}

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
        formula={`${relativeSentence(look) || 'Every row gets weights of its own.'} A map is the mean over a domain’s rows minus the mean over domains: what one domain gets and others do not.`}
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
                name={`${kind.name} of ${nameOf(domain)}, less the mean over domains, mean of ${rows} rows`}
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
