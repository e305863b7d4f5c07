import { memo, useCallback, useMemo, useRef, useState } from 'react';
import { isolated } from '../../lib/isolated';
import { epochText } from '../../lib/numbers';
import { isActive, type RunRecord } from '../../runs/record';
import { METRICS, modelName, modelPhrase } from '../../runs/words/names';
import { Figure } from '../figure/Figure';
import { joinedSvg } from '../figure/joined-svg';
import { useCursor } from '../figure/lines/use-cursor';
import picture from '../figure/picture.module.css';
import { useInTurn } from '../parts/in-turn';
import { later } from '../parts/later';
import { Swatch } from '../parts/Swatch';
import { domainColour } from '../theme/colours';
import type { CurveProps } from './Curve';
import { axesOf, epochsOf } from './curve-axes';
import { MetricChoice } from './MetricChoice';
import { curvesSentence, epochReading } from './sentences';
import { type Chart, chartsOf } from './series';
import { useMetric } from './use-metric';
import { useSame } from './use-same';
import { ValuesTable } from './ValuesTable';
import { validationTable } from './values';
import styles from './watch.module.css';

const Curve = memo(
  later(
    'The curves',
    async () => (await import('./Curve')).Curve,
    () => <div style={{ height: HEIGHT }} />,
  ),
);

const HEIGHT = 150;
/** More charts than these are drawn smaller. */
const MANY = 6;

/** The validation metrics by epoch: one small chart for all rows and one for each domain, on one range. */
export function CurvesFigure({ run, last }: { run: RunRecord; last: number }) {
  const choice = useMetric(run);
  const { metric } = choice;
  const frame = useRef<HTMLDivElement>(null);
  // A run is told several times a second; most of that does not change a chart.
  const charts = useSame(useMemo(() => chartsOf(run, metric), [run, metric]));
  const axes = useSame(axesOf(charts, last));
  const epochs = epochsOf(charts);
  const { at, onKeyDown } = useCursor(epochs.length);
  const [pointed, setPointed] = useState<{ chart: number; epoch: number }>();
  const onPoint = useCallback((chart: number, epoch: number | undefined) => setPointed(epoch === undefined ? undefined : { chart, epoch }), []);
  const read = pointed?.epoch ?? (at === undefined ? undefined : epochs[at]);
  const { name, unit } = METRICS[metric];
  const model = modelName(run);
  return (
    <Figure
      title="Validation by epoch"
      about={
        <>
          <p>
            AUC is the chance that a positive row gets a higher score than a negative one, ties counting half: 0.5 is guessing, 1 is perfect. LogLoss is −mean(y
            ln p + (1−y) ln(1−p)): lower is better. Both are measured on the validation rows after each epoch. Within a long first epoch they are also measured
            on a fixed sample of these rows, with as many of each domain. Those points count for nothing but the view.
          </p>
          {choice.of.includes('userAuc') && (
            <p>
              AUC per user asks the same of the rows of one user at a time, and takes the mean over users, by their rows. It is measured after whole epochs.
            </p>
          )}
          <p>
            The grey dashed line is the backbone alone. The dotted line is the best possible AUC; it is known only for synthetic data. Where rows are few, a
            model may lie above it by chance. The ring marks the epoch whose weights count: the one with the highest AUC of all rows or, in reference mode, the
            last, unless patience ended the run. All charts have one range, so that their heights compare.
          </p>
        </>
      }
      summary={curvesSentence(charts, name, modelPhrase(run), !isActive(run))}
      save={{
        svg: () => joinedSvg(picturesOf(frame.current, charts)),
        csv: () => validationTable(run, choice.of),
      }}
      controls={<MetricChoice name="metric" legend="Metric" {...choice} />}
    >
      <div
        ref={frame}
        className={styles.multiples}
        data-many={charts.length > MANY || undefined}
        role="img"
        aria-label={`Validation ${name} by epoch: ${charts.map(({ title }) => isolated(title)).join(', ')}. Left and right arrow keys read values; a table with the same numbers follows.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its values.
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {charts.map((chart, i) => (
          <SmallChart
            key={chart.domain ?? 'all'}
            place={i}
            chart={chart}
            unit={unit}
            modelName={model}
            axes={axes}
            cursor={pointed ? undefined : read}
            onPoint={onPoint}
            told={pointed?.chart === i}
          />
        ))}
      </div>
      <div className={`${picture.read} ${styles.said}`} aria-live="polite" data-print="hide">
        {read !== undefined
          ? epochReading(charts, read)
          : epochs.length > 0
            ? `Epochs ${epochText(epochs[0] as number)} to ${epochText(epochs.at(-1) as number)}: point at the curves, or press the arrow keys, to read values`
            : isActive(run) && 'The curves begin with the end of the first epoch.'}
      </div>
      <ValuesTable summary="Show the values" caption="Validation values" table={() => validationTable(run, [metric])} />
    </Figure>
  );
}

/** Drawn again only where something of its own has changed. */
const SmallChart = memo(function SmallChart({
  place,
  onPoint,
  ...curve
}: Omit<CurveProps, 'height' | 'named' | 'onPoint'> & {
  place: number;
  onPoint: (place: number, epoch: number | undefined) => void;
}) {
  const { chart, axes } = curve;
  const point = useCallback((epoch: number | undefined) => onPoint(place, epoch), [onPoint, place]);
  // All charts change with each epoch; together they would hold the page up.
  const drawn = useInTurn(useMemo(() => ({ chart, axes }), [chart, axes]));
  return (
    <div className={styles.chart}>
      <span className={styles.title}>
        <Swatch domain={chart.domain} />
        <bdi title={chart.title}>{chart.title}</bdi>
      </span>
      <Curve {...curve} {...drawn} height={HEIGHT} onPoint={point} named={place === 0} />
    </div>
  );
});

function picturesOf(frame: HTMLDivElement | null, charts: readonly Chart[]) {
  const drawn = [...(frame?.querySelectorAll<SVGSVGElement>('svg.recharts-surface') ?? [])];
  return drawn.flatMap((svg, i) => {
    const { title, domain } = charts[i] as Chart;
    return [{ title, colour: domain === undefined ? 'var(--ink)' : domainColour(domain), svg }];
  });
}
