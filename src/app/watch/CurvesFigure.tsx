import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { isActive, type RunRecord } from '../../runs/record';
import { Figure } from '../figure/Figure';
import { joinedSvg } from '../figure/joined-svg';
import { useCursor } from '../figure/lines/use-cursor';
import picture from '../figure/picture.module.css';
import { Swatch } from '../parts/Swatch';
import { domainColour } from '../theme/colours';
import { METRICS, modelName } from './names';
import { curvesSentence, epochReading } from './sentences';
import { type Chart, chartsOf, type MetricName, sharedRange } from './series';
import { ValuesTable } from './ValuesTable';
import { validationTable } from './values';
import styles from './watch.module.css';

const Curve = lazy(() => import('./Curve'));

const HEIGHT = 150;

/** The validation metrics by epoch: one small chart for all rows and one for each domain, on one range. */
export function CurvesFigure({ run, last }: { run: RunRecord; last: number }) {
  const [metric, setMetric] = useState<MetricName>('auc');
  const frame = useRef<HTMLDivElement>(null);
  const charts = useMemo(() => chartsOf(run, metric), [run, metric]);
  const epochs = Math.max(0, ...charts.map(({ points }) => points.length));
  const { at, onKeyDown } = useCursor(epochs);
  const [pointed, setPointed] = useState<{ chart: number; epoch: number }>();
  const read = pointed?.epoch ?? (at === undefined ? undefined : at + 1);
  const { name, unit } = METRICS[metric];
  const [model, range] = [modelName(run), sharedRange(charts)];
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
          <p>
            The grey dashed line is the backbone alone. The dotted line is the best possible AUC; it is known only for synthetic data. The ring marks the epoch
            whose weights count. All charts have one range, so that their heights compare.
          </p>
        </>
      }
      summary={curvesSentence(charts, name, model === 'HAMUR' ? 'HAMUR' : 'the backbone')}
      save={{
        svg: () => joinedSvg(picturesOf(frame.current, charts)),
        csv: () => validationTable(run, ['auc', 'logLoss']),
      }}
      controls={
        <fieldset className={styles.choice}>
          <legend className="hidden">Metric</legend>
          {(Object.keys(METRICS) as MetricName[]).map((each) => (
            <label key={each}>
              <input type="radio" name="metric" checked={metric === each} onChange={() => setMetric(each)} />
              {METRICS[each].unit}
            </label>
          ))}
        </fieldset>
      }
    >
      <div
        ref={frame}
        className={styles.multiples}
        role="img"
        aria-label={`Validation ${name} by epoch: ${charts.map(({ title }) => title).join(', ')}. Left and right arrow keys read values; a table with the same numbers follows.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its values.
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {charts.map((chart, i) => (
          <div key={chart.domain ?? 'all'} className={styles.chart}>
            <span className={styles.title}>
              <Swatch domain={chart.domain} />
              {chart.title}
            </span>
            <Suspense fallback={<div style={{ height: HEIGHT }} />}>
              <Curve
                chart={chart}
                height={HEIGHT}
                unit={unit}
                modelName={model}
                range={range}
                last={last}
                cursor={pointed ? undefined : read}
                onPoint={(epoch) => setPointed(epoch === undefined ? undefined : { chart: i, epoch })}
                told={pointed?.chart === i}
                named={i === 0}
              />
            </Suspense>
          </div>
        ))}
      </div>
      <div className={`${picture.read} ${styles.said}`} aria-live="polite">
        {read !== undefined
          ? epochReading(charts, read)
          : epochs > 0
            ? `Epochs 1 to ${epochs}: point at the curves, or press the arrow keys, to read values`
            : isActive(run) && 'The curves begin with the end of the first epoch.'}
      </div>
      <ValuesTable summary="Show the values" caption="Validation values" table={() => validationTable(run, [metric])} />
    </Figure>
  );
}

function picturesOf(frame: HTMLDivElement | null, charts: readonly Chart[]) {
  const drawn = [...(frame?.querySelectorAll<SVGSVGElement>('svg.recharts-surface') ?? [])];
  return drawn.flatMap((svg, i) => {
    const { title, domain } = charts[i] as Chart;
    return [{ title, colour: domain === undefined ? 'var(--ink)' : domainColour(domain), svg }];
  });
}
