import { useRef, useState } from 'react';
import { effectiveRank, energyShare } from '../../measures/spectra/spectrum';
import type { Look } from '../../protocol/insight';
import { domainNames } from '../../runs/record';
import type { Table } from '../figure/csv';
import { Figure } from '../figure/Figure';
import { Lines } from '../figure/Lines';
import { fixed, short } from '../figure/numbers';
import { DEFAULT_CONFIG } from '../store/settings';
import { useApp } from '../store/use-app';
import { collapse, fullRank } from './collapse';
import { DomainLines, linesOf, pictureOf } from './DomainLines';
import { perDomain } from './per-domain';
import { alongTraining } from './run-lines';
import { momentAtStart, momentName, type Shown } from './use-look';

type MatrixName = 'down' | 'up' | 'h';
const MATRICES: Record<MatrixName, string> = { down: 'W_down', up: 'W_up', h: 'H' };

const spectraOf = ({ spectra }: Look, which: MatrixName, adapter: number): Float32Array[] =>
  which === 'h' ? spectra.h : (spectra.adapters[adapter]?.[which] ?? []);

/** Whether an adapter's matrices use the directions that they have, and its bottleneck its units. */
export function RankView({ run, look, adapter }: Shown) {
  const [which, setWhich] = useState<MatrixName>('down');
  const [ranks, sizes, values, units] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
  ];
  const domains = domainNames(run);
  const looks = alongTraining(run.looks);
  const epochs = looks.map(({ epoch }) => epoch);
  const full = fullRank(look, which, adapter);
  const spectra = spectraOf(look, which, adapter);
  const rankOf = (each: Look) => spectraOf(each, which, adapter).map((singular) => (singular.length > 0 ? effectiveRank(singular) : null));
  const recorded = useApp(({ stored }) => stored?.authorsStart);
  const authors = adapter === 0 && isDefault(run) ? recorded : undefined;
  /** One number of each domain's spectrum, of all matrices at every look, for saving. */
  const ofSpectra = (measure: (singular: Float32Array) => number | null): Table => ({
    columns: ['epoch', 'matrix', ...domains],
    rows: looks.flatMap((each) =>
      (Object.keys(MATRICES) as MatrixName[]).map((matrix) => [each.epoch, MATRICES[matrix], ...spectraOf(each, matrix, adapter).map(measure)]),
    ),
  });
  const series = linesOf(domains, (d) => looks.map((each) => rankOf(each)[d] ?? null));
  const fates = collapse(look, adapter);
  const use = look.use[adapter];
  const first = looks[0] as Look;
  const places = Array.from({ length: Math.max(0, ...spectra.map(({ length }) => length)) }, (_, i) => i + 1);
  return (
    <>
      <Figure
        title="Effective rank"
        formula={
          <>
            How many directions do the generated matrices use? exp(−Σ p ln p), p = σ / Σσ over the singular values σ of each domain’s mean {MATRICES[which]}{' '}
            (Roy and Vetterli, 2007): from 1 to {full}.
          </>
        }
        about={
          <>
            <p>
              1 means that the matrix has collapsed: whatever comes in, one number goes on. {full} means that all directions count alike. W_down = U₁ H V₁ can
              have no more than k = {look.k} directions, nor more than the layer or the bottleneck is wide.
            </p>
            <p>
              The authors start U and V with ones. All columns of U₁ H V₁ are then the same, and stay so: rank 1 for good, while the sigmoid of their sums
              starts at exactly 1. The near-identity start draws U and V, so that the units differ from the first step.
              {authors
                ? ' The grey dashed line is this demo trained from the authors’ start, with seed 1 and everything else alike.'
                : ' To see it on these data, choose the authors’ start under Fidelity in the Model panel, and train.'}
            </p>
          </>
        }
        summary={
          <>
            {momentAtStart(look)}: {fates.sentence}
            {authors && (
              <>
                {' '}
                From the authors’ start, W_down ends at rank {fixed(authors.down.at(-1) as number, 1)}, with {percent(authors.saturated.at(-1) as number)} of
                its units saturated.
              </>
            )}
          </>
        }
        save={{
          svg: pictureOf(ranks),
          csv: () => ofSpectra((singular) => (singular.length > 0 ? effectiveRank(singular) : null)),
        }}
        controls={
          <label className="row">
            Matrix
            <select value={which} onChange={(event) => setWhich(event.target.value as MatrixName)}>
              {Object.entries(MATRICES).map(([key, name]) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        }
      >
        <Lines
          name={`Effective rank of ${MATRICES[which]}`}
          x={authors ? joined(epochs, authors.epochs) : epochs}
          xName="epoch"
          yName={`effective rank, of ${full}`}
          range={[0, full]}
          series={
            authors
              ? [
                  ...series.map((each) => ({ ...each, values: onto(joined(epochs, authors.epochs), epochs, each.values) })),
                  {
                    name: 'authors’ start',
                    colour: 'var(--baseline)',
                    dash: '6 4',
                    values: onto(joined(epochs, authors.epochs), authors.epochs, authors[which]),
                  },
                ]
              : series
          }
          marker={look.epoch}
          frameRef={ranks}
        />
      </Figure>
      <Figure
        title="Size"
        formula={
          <>How large are the generated matrices? The largest singular value of each domain’s mean {MATRICES[which]}: the most that it can lengthen an input.</>
        }
        about={
          <p>
            Rank says in how many directions a matrix works, not how much. Where W_down shrinks towards 0, the sigmoids of the bottleneck stay where their bias
            puts them, whatever the layer says, and what the adapter adds depends on H alone.
          </p>
        }
        summary={
          <>
            {momentAtStart(look)}:{' '}
            {perDomain(
              domains,
              spectra.map((singular) => singular[0]),
              (value, name) => `${short(value)} for ${name}`,
            )}
            {first !== look && (
              <>
                ; {momentName(first)}:{' '}
                {perDomain(
                  domains,
                  spectraOf(first, which, adapter).map((singular) => singular[0]),
                  (value, name) => `${short(value)} for ${name}`,
                )}
              </>
            )}
            .
          </>
        }
        save={{
          svg: pictureOf(sizes),
          csv: () => ofSpectra((singular) => singular[0] ?? null),
        }}
      >
        <DomainLines
          name={`Largest singular value of ${MATRICES[which]}`}
          yName="largest singular value"
          domains={domains}
          looks={looks}
          of={(each, d) => spectraOf(each, which, adapter)[d]?.[0]}
          marker={look.epoch}
          frameRef={sizes}
        />
      </Figure>
      <Figure
        title="Singular values"
        formula={
          <>How are the directions weighed? The singular values of each domain’s mean {MATRICES[which]}, largest first, each as a share of the largest.</>
        }
        about={<p>A line that falls at once has few directions that count. Values below about a hundred-millionth of the largest are rounding.</p>}
        summary={
          <>
            {momentAtStart(look)}: the first direction holds{' '}
            {perDomain(
              domains,
              spectra.map((singular) => (singular.length > 0 ? energyShare(singular, 1) : null)),
              (share, name) => `${percent(share)} of the energy (squared size) for ${name}`,
            )}
            .
          </>
        }
        save={{
          svg: pictureOf(values),
          csv: () => ({ columns: ['place', ...domains], rows: places.map((place) => [place, ...spectra.map((singular) => singular[place - 1] ?? null)]) }),
        }}
      >
        <Lines
          name={`Singular values of ${MATRICES[which]}`}
          x={places}
          xName="place"
          yName="share of the largest"
          range={[0, 1]}
          series={linesOf(domains, (d) =>
            places.map((place) => {
              const [largest] = spectra[d] ?? [];
              return largest ? (spectra[d]?.[place - 1] ?? 0) / largest : null;
            }),
          )}
          frameRef={values}
        />
      </Figure>
      <Figure
        title="Bottleneck units"
        formula="Does the bottleneck still listen? The share of (row, unit) whose sigmoid is above 0.99 or below 0.01, over each domain’s probe rows; and of units that are so, or hardly differ (standard deviation below 0.01), over all rows."
        about={
          <p>
            A sigmoid out there hardly moves with its input, and passes on less than a hundredth of the gradient: U₁, V₁ and b₁ then learn next to nothing. A
            unit is dead when it is so for every probe row. A unit may also stand still in the middle of its range, because W_down has become too small to move
            it: then it passes on next to nothing of the layer either. {look.bottleneck} units are in the bottleneck.
          </p>
        }
        summary={
          use && (
            <>
              {momentAtStart(look)}: saturated are {perDomain(domains, use.saturated, (share, name) => `${percent(share)} for ${name}`)};{' '}
              {Math.round(use.dead * look.bottleneck)} of {look.bottleneck} units are dead, {Math.round(use.still * look.bottleneck)} stand still.
            </>
          )
        }
        save={{
          svg: pictureOf(units),
          csv: () => ({
            columns: ['epoch', 'dead units, share', 'still units, share', ...domains.map((name) => `saturated, ${name}`)],
            rows: looks.map((each) => [each.epoch, each.use[adapter]?.dead ?? null, each.use[adapter]?.still ?? null, ...(each.use[adapter]?.saturated ?? [])]),
          }),
        }}
      >
        <DomainLines
          name="Saturated units"
          yName="share"
          range={[0, 1]}
          domains={domains}
          looks={looks}
          of={({ use: each }, d) => each[adapter]?.saturated[d]}
          more={[
            { name: 'dead', colour: 'var(--ink)', dash: '2 3', values: looks.map((each) => each.use[adapter]?.dead ?? null) },
            { name: 'still', colour: 'var(--ink)', dash: '', values: looks.map((each) => each.use[adapter]?.still ?? null) },
          ]}
          marker={look.epoch}
          frameRef={units}
        />
      </Figure>
    </>
  );
}

const percent = (share: number) => `${share > 0 && share < 0.01 ? 'under 1' : Math.round(100 * share)} %`;

/** Whether the run is the default demo with the default settings, whatever its seed and engine: that is what was recorded. */
function isDefault({ config }: Shown['run']): boolean {
  const what = ({ data, split, model, train }: Shown['run']['config']) => JSON.stringify([data, split, model, train]);
  return what(config) === what(DEFAULT_CONFIG);
}

const joined = (a: readonly number[], b: readonly number[]) => [...new Set([...a, ...b])].sort((x, y) => x - y);

/** Values at some of the x, on all of them. */
function onto(all: readonly number[], x: readonly number[], values: readonly (number | null)[]): (number | null)[] {
  return all.map((each) => values[x.indexOf(each)] ?? null);
}
