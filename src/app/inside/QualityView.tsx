import { useRef, useState } from 'react';
import type { Calibration, Slice } from '../../protocol/insight';
import { Bars } from '../figure/Bars';
import { Figure } from '../figure/Figure';
import { fixed } from '../figure/numbers';
import { Asked } from './Asked';
import { atRest } from './at-rest';
import styles from './inside.module.css';
import { perDomain } from './per-domain';
import { ReliabilityCurves } from './ReliabilityCurves';
import { RowsTable } from './RowsTable';
import { useAnswer } from './use-answer';
import type { Shown } from './use-look';

/** Domains with fewer test rows than this have curves that say little. */
const FEW = 200;

/** Whether predictions are click rates, and where the model is good and where it is not. */
export function QualityView({ run }: Pick<Shown, 'run'>) {
  const rest = atRest(run);
  const key = 'key' in rest ? rest.key : undefined;
  const answer = useAnswer(run.calibration ? undefined : key, (inside) => inside.calibration());
  return (
    <>
      {run.calibration ? (
        <CalibrationFigure calibration={run.calibration} />
      ) : (
        <Asked answer={answer} what="Predicting the test rows">
          {(value) => <CalibrationFigure calibration={value} />}
        </Asked>
      )}
      {key ? <Slices of={key} run={run} /> : <p className="soft">{'reason' in rest && rest.reason}</p>}
    </>
  );
}

function CalibrationFigure({ calibration }: { calibration: Calibration[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const few = calibration.filter(({ rows }) => rows < FEW);
  const [all, ...domains] = calibration;
  const names = domains.map(({ name }) => name);
  const rowsOf = (name: string) => domains.find((each) => each.name === name)?.rows ?? 0;
  return (
    <Figure
      title="Calibration"
      formula="Of the rows predicted p, is the share p clicked? Up to ten bins of about equally many test rows, at least 20 in each; ECE = Σ n_b / n · |click rate of b − mean prediction of b|."
      about={
        <>
          <p>
            On the diagonal predictions are click rates. Above it the model is too low, below too high. Bars are 95 % intervals of a bin’s click rate (Wilson);
            a bin whose bar crosses the diagonal may well be right.
          </p>
          <p>
            ECE is the expected calibration error. It is never 0 even for a perfect model, since click rates of few rows scatter: chance alone gives about √(p
            (1 − p) · bins / n).
          </p>
        </>
      }
      summary={
        <>
          ECE of all rows {ece(all)}.{' '}
          {perDomain(
            names,
            domains.map((each) => each.ece),
            (value, name) => `${name} ${fixed(value, 3)} (${rowsOf(name).toLocaleString('en')} rows)`,
          )}
          .
          {few.length > 0 &&
            ` Fewer than ${FEW} test rows, so take with care: ${few.length > 6 ? `${few.length} domains` : few.map(({ name }) => name).join(', ')}.`}
        </>
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['of', 'rows', 'from', 'to', 'mean prediction', 'click rate', 'low', 'high', 'ECE'],
          rows: calibration.flatMap(({ name, bins, ece }) =>
            bins.map((bin) => [name, bin.rows, bin.from, bin.to, bin.meanPrediction, bin.clickRate, bin.low, bin.high, ece]),
          ),
        }),
      }}
    >
      <ReliabilityCurves calibration={calibration} svgRef={svg} />
    </Figure>
  );
}

const ece = (of: Calibration | undefined) => (typeof of?.ece === 'number' ? fixed(of.ece, 3) : 'n/a');

function Slices({ of, run }: Pick<Shown, 'run'> & { of: string }) {
  const [cut, setCut] = useState<string>();
  const cuts = useAnswer(of, (inside) => inside.cuts());
  // Within the label's values there is nothing to tell apart.
  const { label, domain } = run.config.data;
  const offered = cuts?.state === 'known' ? cuts.value.filter((each) => each.cut !== `column:${label.column}`) : [];
  const chosen = cut ?? (offered.find((each) => each.cut === `column:${domain.column}`) ?? offered[0])?.cut;
  const answer = useAnswer(chosen && `${of} ${chosen}`, (inside) => inside.slices(chosen as string));
  return (
    <Asked answer={cuts} what="Asking for the columns">
      {() => (
        <>
          <label className="row">
            Cut the test rows by
            <select className={styles.cut} value={chosen} onChange={(event) => setCut(event.target.value)}>
              {offered.map(({ cut: value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <Asked answer={answer} what="Measuring">
            {(slices) => <SliceFigure slices={slices} title={offered.find((each) => each.cut === chosen)?.title ?? ''} />}
          </Asked>
        </>
      )}
    </Asked>
  );
}

function SliceFigure({ slices, title }: { slices: Slice[]; title: string }) {
  const svg = useRef<SVGSVGElement>(null);
  // Of a few rows an AUC may be anything.
  const known = slices.filter(({ auc }) => auc && auc.low !== null).sort((a, b) => (a.auc?.auc ?? 0) - (b.auc?.auc ?? 0));
  const [worst, best] = [known[0], known.at(-1)];
  return (
    <Figure
      title={`AUC by ${title}`}
      formula="Where is the model good, and where is it not? AUC of each part of the test rows with its 95 % interval (DeLong)."
      about={
        <p>
          Parts that hold one class only have no AUC, and parts with fewer than ten rows of a class no interval. Intervals that overlap are no finding. AUC
          within a part asks only whether the part’s own rows are in order: parts differ in how hard that is, so compare with another model on the same part
          rather than part with part.
        </p>
      }
      summary={
        worst && best && worst !== best ? (
          <>
            Of the parts with enough rows for an interval, lowest: {worst.name} ({fixed(worst.auc?.auc as number, 3)}, {worst.rows} rows); highest: {best.name}{' '}
            ({fixed(best.auc?.auc as number, 3)}, {best.rows} rows).
          </>
        ) : (
          `${slices.length} ${slices.length === 1 ? 'part' : 'parts'}.`
        )
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: [title, 'rows', 'positives', 'AUC', 'low', 'high', 'LogLoss'],
          rows: slices.map(({ name, rows, positives, auc, logLoss }) => [
            name,
            rows,
            positives,
            auc?.auc ?? null,
            auc?.low ?? null,
            auc?.high ?? null,
            logLoss,
          ]),
        }),
      }}
    >
      <Bars
        name={`AUC by ${title}`}
        xName="AUC"
        reference={0.5}
        format={(value) => fixed(value, 3)}
        rows={slices.map(({ name, rows, positives, auc }) => ({
          label: `${name} (${rows.toLocaleString('en')} rows)`,
          value: auc?.auc ?? null,
          low: auc?.low ?? null,
          high: auc?.high ?? null,
          ...(!auc && { note: `one class only: ${positives} of ${rows} positive` }),
        }))}
        svgRef={svg}
      />
      <RowsTable
        label={`Rows, AUC and LogLoss by ${title}`}
        columns={[title, 'Rows', 'Positive', 'AUC', 'LogLoss, nats']}
        rows={slices.map(({ name, rows, positives, auc, logLoss }, i) => ({
          key: i,
          cells: [
            name,
            rows.toLocaleString('en'),
            positives.toLocaleString('en'),
            auc ? fixed(auc.auc, 3) : 'n/a',
            logLoss === null ? 'n/a' : fixed(logLoss, 3),
          ],
        }))}
      />
    </Figure>
  );
}
