import { useRef, useState } from 'react';
import { isolated } from '../../../lib/isolated';
import { fixed } from '../../../lib/numbers';
import { METRIC_NAMES } from '../../../runs/experiment/answer';
import type { Metric } from '../../../runs/experiment/outcome';
import { domainNames } from '../../../runs/record';
import { CaptionContext } from '../../figure/caption';
import { Figure } from '../../figure/Figure';
import { joinedSvg } from '../../figure/joined-svg';
import { Lines } from '../../figure/lines/Lines';
import styles from '../runs.module.css';
import { bestOf, type ComparedRun, type OverlayOf, overlayMetrics, overlayOf } from './overlay';

const UNITS: Record<Metric, string> = { ...METRIC_NAMES, logLoss: 'LogLoss, nats' };

/** The validation curves of some runs on one picture for each metric. */
export function CurvesOverlay({ runs }: { runs: readonly ComparedRun[] }) {
  const [chosen, setChosen] = useState('mean');
  const frame = useRef<HTMLDivElement>(null);
  const domains = [...new Set(runs.flatMap(({ run }) => domainNames(run)))];
  const of: OverlayOf = chosen === 'mean' || chosen === 'all' ? { of: chosen } : { of: 'domain', name: chosen.slice(DOMAIN.length) };
  const what = of.of === 'mean' ? 'mean over domains' : of.of === 'all' ? 'all rows' : of.name;
  const curves = overlayMetrics(runs).map((metric) => ({ metric, name: METRIC_NAMES[metric], unit: UNITS[metric], ...overlayOf(runs, metric, of) }));
  const [auc] = curves;
  return (
    <CaptionContext value={runs.map(({ name }) => isolated(name)).join(' · ')}>
      <Figure
        title="Validation by epoch, of all chosen runs"
        about={
          <p>
            Each line is a run, measured on its validation rows after each epoch; higher is better for AUC, lower for LogLoss. Runs of other data or of other
            seeds have other validation rows: then the shapes of their lines compare, and not their heights.
          </p>
        }
        summary={
          <>
            Best AUC ({isolated(what)}):{' '}
            {auc?.series
              .flatMap(({ name, values }) => {
                const best = bestOf(values, auc.epochs, 'auc');
                return best ? [`${isolated(name)} ${fixed(best.value, 4)} at epoch ${best.epoch}`] : [];
              })
              .join('; ') || 'none was measured'}
            .
          </>
        }
        save={{
          svg: () =>
            joinedSvg(
              [...(frame.current?.querySelectorAll<SVGSVGElement>('svg.recharts-surface') ?? [])].map((svg, i) => ({
                svg,
                title: `${curves[i]?.name}, ${what}`,
                colour: 'var(--ink)',
              })),
            ),
          csv: () => ({
            columns: ['run', 'epoch', 'of', ...curves.map(({ name }) => name)],
            rows: runs.flatMap(({ name }, r) =>
              (auc?.epochs ?? []).map((epoch, e) => [name, epoch, what, ...curves.map(({ series }) => series[r]?.values[e] ?? null)]),
            ),
          }),
        }}
        controls={
          <label className="row">
            Of
            <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
              <option value="mean">mean over domains</option>
              <option value="all">all rows</option>
              {domains.map((name) => (
                <option key={name} value={DOMAIN + name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        }
      >
        <div className={styles.pair} ref={frame}>
          {curves.map(({ metric, name, unit, epochs, series }) => (
            <Lines key={metric} name={`Validation ${name}, ${what}`} series={series} x={epochs} xName="epoch" yName={unit} />
          ))}
        </div>
      </Figure>
    </CaptionContext>
  );
}

/** A domain may be called as one of the other choices. */
const DOMAIN = 'domain ';
