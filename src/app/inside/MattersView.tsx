import { useMemo, useRef, useState } from 'react';
import type { Ablation, AblationName } from '../../protocol/insight';
import { domainNames } from '../../runs/record';
import { type BarRow, Bars } from '../figure/Bars';
import { Figure } from '../figure/Figure';
import { fixed, signed } from '../figure/numbers';
import { SquareTable } from '../figure/SquareTable';
import { useApp } from '../store/use-app';
import { domainColour } from '../theme/colours';
import { useTheme } from '../theme/theme';
import { atRest } from './at-rest';
import { DomainLines, pictureOf } from './DomainLines';
import { cssColour } from './matrix';
import { perDomain } from './per-domain';
import { alongTraining } from './run-lines';
import { momentAtStart, type Shown } from './use-look';
import { CONDITIONS, passesOf, VERDICTS } from './verdict';

/** More domains than this make a figure of all conditions too long to read. */
const MOST_TOGETHER = 4;

/** Whether the adapter matters: how much it adds, and what is lost when it is taken away or given other rows' H. */
export function MattersView({ run, look, adapter }: Shown) {
  return (
    <>
      <AblationFigures run={run} />
      <SizeFigure run={run} look={look} adapter={adapter} />
    </>
  );
}

function AblationFigures({ run }: Pick<Shown, 'run'>) {
  const { ablate, cancelAblation, ablating: measured, ablationError: failed } = useApp();
  const ablationError = failed?.run === run.id ? failed.message : undefined;
  const ablating = measured?.run === run.id ? measured : undefined;
  const rest = atRest(run);
  return (
    <>
      {run.ablation && <AblationFigure run={run} ablation={run.ablation} />}
      {ablating ? (
        <p className="row" role="status">
          <progress max={ablating.total} value={ablating.done} aria-label="Passes over the test rows" /> Measuring: {ablating.done} of {ablating.total} passes
          over the test rows
          <button type="button" onClick={cancelAblation}>
            Cancel
          </button>
        </p>
      ) : (
        !run.ablation && (
          <p className="row">
            <button type="button" disabled={!('key' in rest)} onClick={() => void ablate()}>
              Measure on the test rows
            </button>
            <span className="soft">{'reason' in rest ? rest.reason : `Takes ${passesOf(domainNames(run).length)} passes over the test rows.`}</span>
          </p>
        )
      )}
      {ablationError && (
        <p className="error" role="alert">
          {ablationError}
        </p>
      )}
    </>
  );
}

function AblationFigure({ run, ablation }: Pick<Shown, 'run'> & { ablation: Ablation }) {
  const [bars, swaps] = [useRef<SVGSVGElement>(null), useRef<SVGSVGElement>(null)];
  const domains = domainNames(run);
  const D = domains.length;
  const theme = useTheme();
  const { swapped, colour } = useMemo(() => {
    // Losses in blue and gains in orange, as deep as the largest of them.
    const most = Math.max(0.001, ...ablation.swapped.map((value) => Math.abs(value ?? 0)));
    return {
      swapped: domains.map((_, i) => domains.map((_, j) => ablation.swapped[i * D + j] ?? null)),
      colour: (value: number) => cssColour(theme, value, 1.2 * most),
    };
  }, [ablation, domains, D, theme]);
  // Of many domains one condition at a time, or the means alone.
  const many = D > MOST_TOGETHER;
  const [chosen, setChosen] = useState<AblationName | 'means'>('means');
  const conditions = many && chosen !== 'means' ? ablation.conditions.filter(({ name }) => name === chosen) : ablation.conditions;
  const named = many && chosen === 'means' ? [] : domains;
  const rows = conditions.flatMap(({ name, byDomain, mean }): BarRow[] => [
    {
      label: `${CONDITIONS[name].name}, mean`,
      value: mean?.difference ?? null,
      low: mean?.low ?? null,
      high: mean?.high ?? null,
      ...(!mean && { note: 'no AUC' }),
    },
    ...named.map(
      (domain, d): BarRow => ({
        label: domain,
        colour: domainColour(d),
        value: byDomain[d]?.difference ?? null,
        low: byDomain[d]?.low ?? null,
        high: byDomain[d]?.high ?? null,
        ...(!byDomain[d] && { note: `n/a: ${ablation.rows[d]} test rows, too few of a class` }),
      }),
    ),
  ]);
  return (
    <>
      <Figure
        title="Does the adapter matter?"
        formula="What does the AUC lose when the adapters are changed? ΔAUC = AUC changed − AUC as trained, on the same test rows; 95 % intervals by DeLong’s method. It tells what this trained model leans on; what training without adapters would reach is the dashed line in Watch."
        about={
          <>
            <p>
              {Object.values(CONDITIONS).map(({ name, about }) => (
                <span key={name}>
                  <b>{name}</b>: {about}.{' '}
                </span>
              ))}
              The row in ink is the mean over the domains. Shuffled H are drawn within a batch, five times; the AUC is the mean of the five.
            </p>
            <p>
              An interval that leaves 0 out is more than the choice of test rows explains; of many intervals one in twenty does so by chance. Domains with fewer
              than ten rows of a class have no interval and no part in the mean. It says what this trained model leans on, not what a model without adapters
              would reach: that is the dashed line in Watch.
            </p>
          </>
        }
        summary={
          <>
            <b>{VERDICTS[ablation.verdict]}</b> AUC as trained:{' '}
            {perDomain(domains, ablation.trained, (value, name) => `${name} ${value.toFixed(3)} (${ablation.rows[domains.indexOf(name)]} rows)`)}.
            {agree(ablation) &&
              ' “Off” and “own mean H” agree: what the adapter adds depends on H alone, for its bottleneck hardly reads the layer (see Rank).'}
            {ablation.alone > 0.005 &&
              ` For ${Math.round(100 * ablation.alone)} % of the rows there was no other of their domain in their batch to take H from.`}
          </>
        }
        save={{
          svg: () => bars.current ?? undefined,
          csv: () => ({
            columns: ['changed', 'domain', 'test rows', 'difference in AUC', 'low', 'high'],
            rows: ablation.conditions.flatMap(({ name, byDomain, mean }) => [
              [CONDITIONS[name].name, 'mean over domains', null, mean?.difference ?? null, mean?.low ?? null, mean?.high ?? null],
              ...domains.map((domain, d) => [
                CONDITIONS[name].name,
                domain,
                ablation.rows[d] ?? null,
                byDomain[d]?.difference ?? null,
                byDomain[d]?.low ?? null,
                byDomain[d]?.high ?? null,
              ]),
            ]),
          }),
        }}
        controls={
          many && (
            <label className="row">
              Changed
              <select value={chosen} onChange={(event) => setChosen(event.target.value as AblationName | 'means')}>
                <option value="means">each way, mean over domains</option>
                {ablation.conditions.map(({ name }) => (
                  <option key={name} value={name}>
                    {CONDITIONS[name].name}, every domain
                  </option>
                ))}
              </select>
            </label>
          )
        }
      >
        <Bars name="Change in AUC" rows={rows} xName="difference in AUC" svgRef={bars} />
      </Figure>
      {D > 1 && (
        <Figure
          title="With another domain’s mean H"
          formula="What does a domain’s AUC lose when its rows (down) get the mean H of a domain (across)?"
          about={<p>On the diagonal each domain has its own mean. A row of small numbers: that domain would do as well with the others’ weights.</p>}
          summary={`The largest loss is ${fixed(Math.max(0, ...ablation.swapped.flatMap((each) => (each === null ? [] : [-each]))), 3)}.`}
          save={{
            svg: () => swaps.current ?? undefined,
            csv: () => ({
              columns: ['rows of', 'mean H of', 'difference in AUC'],
              rows: domains.flatMap((a, i) => domains.map((b, j) => [a, b, ablation.swapped[i * D + j] ?? null])),
            }),
          }}
        >
          <SquareTable name="Change in AUC with a domain’s mean H" names={domains} values={swapped} colourOf={colour} format={threeDigits} svgRef={swaps} />
        </Figure>
      )}
    </>
  );
}

function SizeFigure({ run, look, adapter }: Pick<Shown, 'run' | 'look' | 'adapter'>) {
  const frame = useRef<HTMLDivElement>(null);
  const domains = domainNames(run);
  const looks = alongTraining(run.looks);
  const sizes = look.use[adapter]?.size ?? [];
  return (
    <Figure
      title="Size of what the adapter adds"
      formula="How much does the adapter change its layer’s output z? Mean over a domain’s probe rows of |z′ − z| / |z|, z′ what it gives back."
      about={
        <p>
          0: nothing is added. 1: as much is added as was there. Size alone does not mean use: what is added may be the same for every row, or point where the
          head does not look; the figure above tells.
        </p>
      }
      summary={
        <>
          {momentAtStart(look)}: {perDomain(domains, sizes, (size, name) => `${fixed(size, 2)} for ${name}`)}.
        </>
      }
      save={{
        svg: pictureOf(frame),
        csv: () => ({ columns: ['epoch', ...domains], rows: looks.map((each) => [each.epoch, ...(each.use[adapter]?.size ?? [])]) }),
      }}
    >
      <DomainLines
        name="Size of what is added"
        yName="share of the input’s length"
        domains={domains}
        looks={looks}
        of={({ use }, d) => use[adapter]?.size[d]}
        marker={look.epoch}
        frameRef={frame}
      />
    </Figure>
  );
}

const threeDigits = (value: number) => signed(value, 3);

/** Whether one H for all rows of a domain does no more than no adapter. */
function agree({ conditions }: Ablation): boolean {
  const [off, own] = (['off', 'own mean'] as const).map((which) => conditions.find(({ name }) => name === which)?.mean?.difference);
  return off !== undefined && own !== undefined && Math.abs(off - own) < 5e-4 && Math.abs(off) > 5e-4;
}
