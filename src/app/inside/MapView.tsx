import { useEffect, useMemo, useRef, useState } from 'react';
import { rocComponents } from '../../measures/classification/roc';
import { align } from '../../measures/projection/align';
import type { ProbeRows } from '../../protocol/insight';
import { domainNames } from '../../runs/record';
import { umap } from '../../wire/umap';
import { Figure } from '../figure/Figure';
import { short } from '../figure/numbers';
import { Scatter } from '../figure/Scatter';
import { useApp } from '../store/use-app';
import { alignedMap } from './aligned-maps';
import styles from './inside.module.css';
import { PointKey } from './PointKey';
import { lookOf } from './point-colours';
import { RowsTable } from './RowsTable';
import { momentAtStart, type Shown } from './use-look';

/** UMAP looks for the neighbours of each row. */
const LEAST_FOR_UMAP = 10;
/** Selected rows that are listed. */
const MOST_ROWS = 100;
const NONE: ReadonlySet<number> = new Set();
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** The probe rows' H as points in a plane. */
export function MapView({ run, look, moment }: Shown) {
  const { selected, select } = useApp();
  const [by, setBy] = useState('domain');
  const [method, setMethod] = useState<'pca' | 'umap'>('pca');
  const svg = useRef<SVGSVGElement>(null);
  const { probes, looks } = run;
  const domains = domainNames(run);
  const coordinates = useMemo(() => alignedMap(looks, moment), [looks, moment]);
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
      `row ${(probes.rows[i] as number) + 1}`,
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
          ? `Which rows get alike matrices? UMAP of the H of ${points.length} probe rows, from their Euclidean distances; seeded.`
          : `Which rows get alike matrices? The first two principal axes of the H of ${points.length} probe rows, each H taken as ${look.k ** 2} numbers.`
      }
      about={
        <>
          <p>
            A point is one validation row: {points.length} of them, drawn once with the run’s seed, as many of each domain where it has as many. Rows with alike
            H lie near each other. The distances are those along the two axes in which the rows differ most; what lies along the others is not seen, so read the
            share of variance above before you read a shape into the cloud.
          </p>
          <p>
            From moment to moment the map is turned and mirrored to lie as near as it can to the one before (UMAP’s to that of PCA). UMAP keeps neighbourhoods
            and not distances: sizes of and gaps between its clusters mean little. It needs all rows’ H, which are kept for the latest and the best epoch.
          </p>
        </>
      }
      summary={
        isUmap ? (
          <>
            {momentAtStart(look)}: UMAP of {points.length} rows. It has no explained variance.
          </>
        ) : (
          <>
            {momentAtStart(look)}: the two axes carry {percent(first + second)} of the variance of H ({percent(first)} and {percent(second)}).
            {first + second < 0.5 && ' Most of what differs between rows is not in this picture.'}
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
      controls={
        <>
          <label className="row">
            Colour by
            <select value={by} onChange={(event) => setBy(event.target.value)}>
              <option value="domain">domain</option>
              <option value="label">label</option>
              {predictions && <option value="prediction">prediction</option>}
              {probes.columns.map(({ name }) => (
                <option key={name} value={`column ${name}`}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className="row">
            Projection
            <select value={method} onChange={(event) => setMethod(event.target.value as 'pca' | 'umap')}>
              <option value="pca">PCA</option>
              <option value="umap" disabled={!look.instances || points.length < LEAST_FOR_UMAP}>
                UMAP{look.instances ? (points.length < LEAST_FOR_UMAP ? ' (too few rows)' : '') : ' (not kept at this moment)'}
              </option>
            </select>
          </label>
          {method === 'umap' && mapped.progress !== undefined && (
            <span className="row">
              <progress max={1} value={mapped.progress} aria-label="UMAP" /> {percent(mapped.progress)}
              <button type="button" onClick={() => setMethod('pca')}>
                Cancel
              </button>
            </span>
          )}
          {mapped.error && <span className={styles.problem}>{mapped.error}</span>}
        </>
      }
    >
      <PointKey entries={looksOf.key} />
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
      {selected.size > 0 && <Selection selected={selected} probes={probes} domains={domains} predictions={predictions} />}
    </Figure>
  );
}

/** Who is selected, and how they are predicted; their mean weights stand in the Weights view. */
function Selection({
  selected,
  probes,
  domains,
  predictions,
}: {
  selected: ReadonlySet<number>;
  probes: ProbeRows;
  domains: readonly string[];
  predictions: Float32Array | undefined;
}) {
  const { show, pickRow } = useApp();
  const rows = [...selected].sort((a, b) => a - b);
  const positives = rows.reduce((sum, i) => sum + (probes.labels[i] as number), 0);
  const area =
    predictions &&
    (rocComponents(
      rows.map((i) => predictions[i] as number),
      rows.map((i) => probes.labels[i] as number),
    )?.auc ??
      null);
  const perDomain = domains.flatMap((name, d) => {
    const count = rows.filter((i) => probes.domains[i] === d).length;
    return count > 0 ? [`${count} of ${name}`] : [];
  });
  return (
    <section className="stack" aria-label="Selected rows">
      <p>
        {rows.length} {rows.length === 1 ? 'row' : 'rows'} selected: {perDomain.join(', ')}; {positives} positive
        {predictions && `, mean prediction ${short(rows.reduce((sum, i) => sum + (predictions[i] as number), 0) / rows.length)}`}
        {area !== undefined && (area === null ? '; one class only, so there is no AUC' : `; AUC ${area.toFixed(3)} over ${rows.length} rows`)}.{' '}
        <button type="button" className={styles.link} onClick={() => show('weights')}>
          See their mean weights
        </button>
      </p>
      <RowsTable
        label="Selected rows, all columns"
        columns={[
          'Row',
          'Label',
          ...(predictions ? ['Prediction'] : []),
          ...probes.columns.map(({ name }) => name),
          <span key="what-if" className="hidden">
            What if
          </span>,
        ]}
        rows={rows.slice(0, MOST_ROWS).map((i) => ({
          key: i,
          cells: [
            (probes.rows[i] as number) + 1,
            probes.labels[i],
            ...(predictions ? [(predictions[i] as number).toFixed(3)] : []),
            ...probes.columns.map(({ codes, values }) => values[codes[i] as number]),
            <button
              key="what-if"
              type="button"
              className={styles.link}
              onClick={() => {
                pickRow(probes.rows[i] as number);
                show('what-if');
              }}
            >
              What if<span className="hidden"> of row {(probes.rows[i] as number) + 1}</span>
            </button>,
          ],
        }))}
      />
      {rows.length > MOST_ROWS && <p className="soft">The first {MOST_ROWS} of them.</p>}
    </section>
  );
}

/**
 * UMAP of a look's rows, in a worker of its own; turned towards the PCA map that it takes the place of. While training goes on, what
 * was begun is finished before a newer look is taken up.
 */
function useUmap(look: Shown['look'] | undefined, seed: number, towards: Float64Array): { coordinates?: Float64Array; progress?: number; error?: string } {
  const [state, setState] = useState<{ of?: Shown['look']; coordinates?: Float64Array; progress?: number; error?: string }>({});
  const wanted = look !== undefined;
  const busy = state.progress !== undefined;
  const next = look?.instances && !busy && state.of !== look ? look : undefined;
  const stop = useRef<() => void>(() => {});
  useEffect(() => {
    if (!next?.instances) return;
    setState({ of: next, progress: 0 });
    stop.current = umap(next.instances.h, next.k ** 2, seed, {
      onProgress: (progress) => setState({ of: next, progress }),
      onDone: (coordinates) => setState({ of: next, coordinates: align(coordinates, towards, coordinates.length / 2) }),
      onError: (error) => setState({ of: next, error }),
    });
  }, [next, seed, towards]);
  // Given up when it is no longer wanted, and when the view goes.
  useEffect(() => {
    if (!wanted) return;
    return () => {
      stop.current();
      setState({});
    };
  }, [wanted]);
  return wanted ? state : {};
}
