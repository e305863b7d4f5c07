import { useMemo, useRef, useState } from 'react';
import { counted } from '../../../lib/counted';
import { rowName } from '../../../lib/row-name';
import type { Look } from '../../../protocol/insight';
import { momentAtStart } from '../../../runs/inside/moment-name';
import { type Having, nearest, ofAnotherMoment } from '../../../runs/inside/nearest';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { Scatter } from '../../figure/scatter/Scatter';
import { useParts } from '../../store/use-app';
import { Beside } from '../Beside';
import { PointKey } from '../PointKey';
import type { Shown } from '../use-shown';
import { alignedMap } from './aligned-maps';
import { MapControls, type Projection } from './MapControls';
import { lookOf } from './point-colours';
import { Selection } from './Selection';
import { useUmap } from './use-umap';

const NONE: ReadonlySet<number> = new Set();
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** The probe rows' H as points in a plane; of the nearest moment that has a map. */
export function MapView({ run, look: chosen, moment }: Shown) {
  const look = nearest(run.looks, moment, 'map');
  return look ? <MapFigure run={run} chosen={chosen} look={look} /> : null;
}

function MapFigure({ run, chosen, look }: Pick<Shown, 'run'> & { chosen: Look; look: Having<'map'> }) {
  const { selected, select } = useParts('selected', 'select');
  const [by, setBy] = useState('domain');
  const [method, setMethod] = useState<Projection>('pca');
  const svg = useRef<SVGSVGElement>(null);
  const { probes, looks } = run;
  const domains = domainNames(run);
  const coordinates = useMemo(() => alignedMap(looks, looks.indexOf(look)), [looks, look]);
  const mapped = useUmap(method === 'umap' ? look : undefined, run.config.seed, coordinates);
  const shown = method === 'umap' && mapped.coordinates ? mapped.coordinates : coordinates;
  const points = useMemo(() => Array.from({ length: shown.length / 2 }, (_, i) => ({ x: shown[2 * i] as number, y: shown[2 * i + 1] as number })), [shown]);
  const predictions = look.instances?.predictions;
  const looksOf = useMemo(() => (probes ? lookOf(by, probes, domains, predictions) : undefined), [by, probes, domains, predictions]);
  if (!probes || !looksOf) return null;
  const [first, second] = look.map.explained as [number, number];
  const isUmap = shown !== coordinates;
  const label = (i: number) =>
    [
      rowName(probes.rows[i] as number),
      domains[probes.domains[i] as number],
      looksOf.textOf?.(i),
      predictions && `predicted ${(predictions[i] as number).toFixed(3)}`,
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <Figure
      title="Instance map"
      formula={
        isUmap
          ? `Which rows get similar matrices? UMAP of the H of ${counted(points.length, 'probe row')}, from their Euclidean distances; seeded.`
          : `Which rows get similar matrices? The first two principal axes of the H of ${counted(points.length, 'probe row')}, each H taken as ${look.k ** 2} numbers.`
      }
      about={
        <>
          <p>
            Each point is one validation row. The {counted(points.length, 'row')} were drawn once, with the run’s seed, equally many from each domain as far as
            it has them. Rows with similar H lie near each other. The map shows only the two axes along which the rows differ most. Look at the share of
            variance before you read a shape into the cloud.
          </p>
          <p>
            From moment to moment the map is turned and mirrored so that it lies as close as possible to the one before (a UMAP map to the PCA map). UMAP keeps
            neighbourhoods, not distances: the size of a cluster and the gap between two mean little. UMAP needs the H of all rows, which is kept for the latest
            and the best epoch.
          </p>
        </>
      }
      summary={
        isUmap ? (
          <>
            {momentAtStart(look)}: UMAP of {counted(points.length, 'row')}. UMAP has no share of explained variance.
            {ofAnotherMoment(chosen, look)}
          </>
        ) : (
          <>
            {momentAtStart(look)}: the two axes carry {percent(first + second)} of the variance of H ({percent(first)} and {percent(second)}).
            {first + second < 0.5 && ' Most of the difference between rows is not in this picture.'}
            {ofAnotherMoment(chosen, look)}
          </>
        )
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['row', 'domain', 'label', 'axis 1', 'axis 2'],
          rows: points.map(({ x, y }, i) => [(probes.rows[i] as number) + 1, domains[probes.domains[i] as number] ?? '', probes.labels[i] as number, x, y]),
        }),
      }}
      controls={<MapControls by={by} setBy={setBy} method={method} setMethod={setMethod} look={look} probes={probes} mapped={mapped} />}
    >
      <PointKey entries={looksOf.key} />
      <Beside
        picture={
          <Scatter
            name="Instance map"
            points={points}
            colourOf={looksOf.colourOf}
            shapeOf={looksOf.shapeOf}
            label={label}
            selected={selected.size > 0 ? selected : NONE}
            onSelect={select}
            xName={isUmap ? 'UMAP 1' : 'axis 1'}
            yName={isUmap ? 'UMAP 2' : 'axis 2'}
            square
            legend={looksOf.key}
            svgRef={svg}
          />
        }
        chosen={selected.size > 0 && <Selection selected={selected} probes={probes} domains={domains} predictions={predictions} />}
        hint="Select points, and their rows stand here, with what the model predicts for them."
      />
    </Figure>
  );
}
