import { useMemo, useState } from 'react';
import { capital } from '../../../lib/capital';
import { ABOVE, BELOW } from '../../../lib/colour/colour-map';
import { inOrder, largestOf } from '../../../lib/matrix';
import { short } from '../../../lib/numbers';
import { differingKinds, hasH, kindsOf, sharesWeights } from '../../../runs/inside/kinds';
import { momentName } from '../../../runs/inside/moment-name';
import { domainNames, isStored } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { HeatMaps } from '../../figure/heat-map/HeatMaps';
import { heatMapsSvg } from '../../figure/heat-map/heat-maps-svg';
import { Swatch } from '../../parts/Swatch';
import { useApp, useParts } from '../../store/use-app';
import type { Shown } from '../use-shown';
import { type Compare, compared, ordersOf, pairOf } from './compare';
import { csvOf, type Group } from './groups';
import { RowChooser } from './RowChooser';
import { representationsOf } from './representations';
import { Scale } from './Scale';
import { mayOrder, WeightsControls } from './WeightsControls';
import styles from './weights.module.css';

/** What the maps show, in words. */
const SHOWN: Record<Compare, string> = { 'as they are': 'as generated', 'less the mean': 'less the mean over domains', difference: 'difference of two' };

/** The weights that the hyper-network generates: of each domain's mean, of rows, or the difference of two. */
export function WeightsView({ run, look, adapter }: Shown) {
  const { selected } = useParts('selected');
  const watched = useApp((state) => state.watched);
  const [compare, setCompare] = useState<Compare>('less the mean');
  const [ordered, setOrdered] = useState(false);
  const [pair, setPair] = useState<[string, string]>(['domain 0', 'domain 1']);
  const { layer, width } = look.adapters[adapter] as { layer: number; width: number };
  const domains = domainNames(run);
  const representations = useMemo(() => representationsOf(look, domains, run.probes, selected, watched), [look, domains, run.probes, selected, watched]);
  const inLikeness = ordered && mayOrder(width);
  const generated = hasH(look) && !sharesWeights(look);
  const alike = differingKinds(look, adapter).length === 0;

  const groups = useMemo(
    () =>
      kindsOf(look, adapter).map((kind) => {
        // What all rows have is shown once, as it is.
        const [any] = representations;
        const once = any && [{ ...any, key: 'all', name: 'all rows', about: '', domain: undefined }];
        const shown = (kind.shared ? (once ?? []) : compared(representations, compare, pair)).map((each) => ({ ...each, matrix: kind.of(each.h) }));
        const orders = inLikeness && shown.length > 0 ? ordersOf(shown.map(({ matrix }) => matrix)) : undefined;
        const maps = shown.map((each) => ({ ...each, matrix: orders ? inOrder(each.matrix, ...orders) : each.matrix }));
        return { kind, maps, scale: largestOf(maps.map(({ matrix }) => matrix)) };
      }),
    [look, adapter, representations, compare, pair, inLikeness],
  );
  return (
    <Figure
      title={generated ? 'Generated weights' : 'The adapters’ weights'}
      formula={
        generated ? (
          <>
            What does the hyper-network generate, and for whom? W<sub>down</sub> = U₁ H V₁ leads from the layer’s output into the bottleneck; W<sub>up</sub> =
            U₂ H V₂ leads back. H is the instance representation matrix.
          </>
        ) : (
          <>
            What are the weights, and whose? W<sub>down</sub> leads from the layer’s output into the bottleneck; W<sub>up</sub> leads back.
          </>
        )
      }
      about={
        <>
          <p>
            “Less the mean over domains” shows what belongs to one domain alone: each domain’s weights less the mean of all domains’. A blank map means that
            this domain gets what all get. “As they are” shows the weights themselves, most of which domains may share. {capital(BELOW)} is below zero, {ABOVE}{' '}
            above, and zero is blank. Maps of one kind share one scale; its ends stand beside the name. W is linear in H, so a domain’s mean weights are exactly
            those of its mean H.
          </p>
          <p>
            “Order by similarity” puts rows and columns side by side that behave alike in all maps of a kind (average linkage). All these maps have the same
            order. Otherwise they stand in the order of the layer’s units, which has no meaning.
          </p>
        </>
      }
      summary={<Summary groups={groups} compare={alike ? 'as they are' : compare} moment={momentName(look)} layer={layer} />}
      save={{
        svg: () =>
          heatMapsSvg(
            groups.map(({ kind, maps, scale }) => ({
              title: `${kind.name}, ${kind.shared ? 'of all rows' : SHOWN[compare]}`,
              scale,
              maps: maps.map(({ name, about, matrix }) => ({ title: `${name}${about ? `, ${about}` : ''}`, matrix })),
            })),
          ),
        csv: () => csvOf(groups),
      }}
      controls={
        !alike && (
          <WeightsControls
            compare={compare}
            setCompare={setCompare}
            pair={pairOf(representations, pair).map((each) => each?.key)}
            setSide={(side, key) => setPair(side === 0 ? [key, pair[1]] : [pair[0], key])}
            named={representations}
            width={width}
            ordered={inLikeness}
            setOrdered={setOrdered}
          />
        )
      }
    >
      {!alike && compare === 'difference' && representations.length < 2 && (
        <p className="soft">There is only one: a difference needs two domains, or a row to compare with.</p>
      )}
      {groups.map(({ kind, maps, scale }) => (
        <section className={styles.kind} key={kind.name} aria-label={kind.name}>
          <header className="row">
            <h4>{kind.name}</h4>
            <span className="soft">
              {kind.shared ? 'the same for all rows' : SHOWN[compare]}, {kind.about}
            </span>
            <Scale largest={scale} />
          </header>
          <HeatMaps
            maps={maps.map(({ key, name, about, domain, matrix }) => ({
              key,
              title: (
                <>
                  {domain !== undefined && <Swatch domain={domain} />}
                  {name}
                </>
              ),
              name: `${kind.name}${compare === 'less the mean' && !kind.shared ? ', less the mean over domains,' : ''} of ${name}${about ? `, ${about}` : ''}`,
              matrix,
            }))}
            scale={scale}
          />
        </section>
      ))}
      {!isStored(run) && !alike && <RowChooser />}
    </Figure>
  );
}

function Summary({ groups, compare, moment, layer }: { groups: readonly Group[]; compare: Compare; moment: string; layer: number }) {
  const what = {
    'as they are': 'The largest weight',
    'less the mean': 'The largest difference from the mean over domains',
    difference: 'The largest difference',
  }[compare];
  return (
    <>
      Adapter after layer {layer}, {moment}. {what} is{' '}
      {(compare === 'as they are' ? groups : groups.filter(({ kind }) => !kind.shared)).map(({ kind, scale }) => `${short(scale)} in ${kind.name}`).join(', ')}.
    </>
  );
}
