import { useMemo, useRef, useState } from 'react';
import { isolated } from '../../lib/isolated';
import { scoreText } from '../../lib/score-text';
import { METRIC_NAMES } from '../../runs/experiment/answer';
import type { Metric } from '../../runs/experiment/outcome';
import type { ExperimentRecord } from '../../runs/experiment/record';
import type { ExperimentTable } from '../../runs/experiment/table';
import { Figure } from '../figure/Figure';
import { joinedSvg } from '../figure/joined-svg';
import { Lines } from '../figure/lines/Lines';
import type { LineSeries } from '../figure/lines/series';
import { niceRange, rangeOf } from '../figure/ticks';
import styles from './compare.module.css';
import { PickOne } from './PickOne';
import { curveMetrics, type SeedCurves, seedCurves } from './seed-curves';

const HEIGHT = 200;
/** More charts than these take long to draw, and nobody compares them at once: others are drawn in their place. */
const MOST = 8;
const ABOUT: Record<Metric, string> = {
  auc: 'Mean AUC over the domains: more is better.',
  logLoss: 'LogLoss of all rows, in nats: less is better.',
  perUser: 'AUC within each user’s rows, mean over users and then over the domains: more is better.',
};

/** Validation by epoch: a chart for each contestant, a thin line for each seed, a thick one for their mean, and the reference's dashed. */
export function SeedCurvesFigure({ table, experiment }: { table: ExperimentTable; experiment: ExperimentRecord }) {
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, setMetric] = useState<Metric>('auc');
  const [part, setPart] = useState('0');
  const { contestants, jobs } = experiment;
  const metrics = useMemo(() => curveMetrics({ jobs }), [jobs]);
  // Another experiment may have fewer.
  const metric = metrics.includes(chosen) ? chosen : 'auc';
  const { epochs, curves: all } = useMemo(() => seedCurves({ contestants, jobs }, metric), [contestants, jobs, metric]);
  if (epochs.length === 0) return null;
  const parts = Array.from({ length: Math.ceil(all.length / MOST) }, (_, i) => {
    const [from, to] = [i * MOST + 1, Math.min(all.length, (i + 1) * MOST)];
    return { value: String(i), text: from === to ? `${from} of ${all.length}` : `${from} to ${to} of ${all.length}` };
  });
  // Another experiment may have fewer.
  const shown = Math.min(Number(part), parts.length - 1);
  const curves = all.slice(shown * MOST, (shown + 1) * MOST);
  const reference = all.find(({ contestant }) => contestant === table.reference);
  const { range } = niceRange(
    rangeOf(
      all.flatMap(({ seeds }) => seeds.flatMap(({ values }) => values)),
      0.02,
    ),
    4,
  );
  return (
    <Figure
      title="Validation of all seeds"
      formula={`How does validation go, epoch by epoch, in every run? ${ABOUT[metric]}`}
      about={
        <p>
          A thin line is one seed, the thick one their mean. It ends with the first seed that ends: beyond that it would be a mean of other runs. The dashed
          line is the mean of {isolated(table.reference)}. Validation rows choose the epoch whose weights count; the table is of the test rows. All charts have
          one range.
          {all.length > MOST && ` ${MOST} contestants are drawn at once; the file has all.`}
        </p>
      }
      summary={curves.map((each) => `${isolated(each.contestant)}: ${bestOf(each, metric)}`).join(' ')}
      save={{
        svg: () => joinedSvg(picturesOf(frame.current, curves)),
        csv: () => ({
          columns: ['contestant', 'seed', 'epoch', METRIC_NAMES[metric]],
          rows: all.flatMap(({ contestant, seeds }) =>
            seeds.flatMap(({ seed, values }) =>
              values.flatMap((value, i): (string | number | null)[][] => (value === null ? [] : [[contestant, seed, epochs[i] ?? null, value]])),
            ),
          ),
        }),
      }}
      controls={
        <>
          <PickOne label="Metric" value={metric} options={metrics.map((value) => ({ value, text: METRIC_NAMES[value] }))} onChange={setMetric} />
          <PickOne label="Contestants" value={String(shown)} options={parts} onChange={setPart} />
        </>
      }
    >
      <div ref={frame} className={styles.multiples}>
        {curves.map((each) => (
          <div key={each.contestant} className={styles.multiple}>
            <bdi className={styles.multipleName} title={each.contestant}>
              {each.contestant}
            </bdi>
            <Lines
              name={each.contestant}
              series={seriesOf(each, each === reference ? undefined : reference)}
              x={epochs}
              xName="epoch"
              yName={METRIC_NAMES[metric]}
              range={range}
              height={HEIGHT}
            />
          </div>
        ))}
      </div>
    </Figure>
  );
}

function seriesOf({ seeds, mean }: SeedCurves, reference: SeedCurves | undefined): LineSeries[] {
  return [
    ...seeds.map(({ seed, values }): LineSeries => ({ name: `seed ${seed}`, colour: 'var(--ink-soft)', dash: '', values, thin: true })),
    ...(reference ? [{ name: 'reference', colour: 'var(--baseline)', dash: '6 4', values: reference.mean }] : []),
    { name: 'mean', colour: 'var(--ink)', dash: '', values: mean },
  ];
}

/** Where its mean is best, and how far its seeds go apart there. */
function bestOf({ seeds, mean }: SeedCurves, metric: Metric): string {
  let best = -1;
  for (const [i, value] of mean.entries()) {
    const known = mean[best] ?? null;
    if (value !== null && (known === null || (metric === 'logLoss' ? value < known : value > known))) best = i;
  }
  const value = mean[best] ?? null;
  if (value === null) return 'no epoch that all seeds have.';
  const there = seeds.map((each) => each.values[best] as number);
  return seeds.length === 1
    ? `one seed, best at ${scoreText(value)}.`
    : `the mean of ${seeds.length} seeds is best at ${scoreText(value)}, single ones there from ${scoreText(Math.min(...there))} to ${scoreText(Math.max(...there))}.`;
}

function picturesOf(frame: HTMLDivElement | null, curves: readonly SeedCurves[]) {
  return [...(frame?.querySelectorAll<SVGSVGElement>('svg.recharts-surface') ?? [])].map((svg, i) => ({
    title: curves[i]?.contestant ?? '',
    colour: 'var(--ink)',
    svg,
  }));
}
