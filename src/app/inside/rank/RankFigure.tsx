import { type ReactNode, useRef } from 'react';
import { ADAPTER_KIND, adapterKindOf } from '../../../config/adapter-kinds';
import { fixed } from '../../../lib/numbers';
import { effectiveRank } from '../../../measures/spectra/spectrum';
import { collapse, fullRank } from '../../../runs/inside/collapse';
import { sharesWeights } from '../../../runs/inside/kinds';
import { momentAtStart } from '../../../runs/inside/moment-name';
import { domainNames } from '../../../runs/record';
import { DEFAULT_RUN } from '../../../runs/stored';
import { Figure } from '../../figure/Figure';
import { Lines } from '../../figure/lines/Lines';
import { pictureOf } from '../../figure/lines/picture-of';
import { DEFAULT_CONFIG } from '../../store/settings';
import { useApp } from '../../store/use-app';
import { linesOf } from '../DomainLines';
import { alongTraining } from '../run-lines';
import type { Shown } from '../use-shown';
import { joined, onto } from './onto';
import { MATRICES, type MatrixName, percent, spectraCsv, spectraOf } from './spectra';

/** How many directions the generated matrices use, over training. */
export function RankFigure({ run, look, adapter, which, controls }: Shown & { which: MatrixName; controls: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const domains = domainNames(run);
  const looks = alongTraining(run.looks);
  const epochs = looks.map(({ epoch }) => epoch);
  const full = fullRank(look, which, adapter);
  const recorded = useApp(({ storedRuns }) => storedRuns[DEFAULT_RUN.name]?.authorsStart);
  const authors = adapter === 0 && isDefault(run) ? recorded : undefined;
  const ranks = looks.map((each) => spectraOf(each, which, adapter).map((singular) => (singular.length > 0 ? effectiveRank(singular) : null)));
  const series = linesOf(domains, (d) => ranks.map((each) => each[d] ?? null));
  const { h, factored } = ADAPTER_KIND[adapterKindOf(look)];
  const generated = h !== undefined && factored;
  const fates = collapse(look, adapter);
  return (
    <Figure
      title="Effective rank"
      formula={
        <>
          How many directions do the {generated ? 'generated ' : ''}matrices use? exp(−Σ p ln p), p = σ / Σσ over the singular values σ of each domain’s mean{' '}
          {MATRICES[which]} (Roy and Vetterli, 2007): from 1 to {full}.
        </>
      }
      about={
        <>
          <p>
            1 means that the matrix has collapsed: it passes on one number, whatever comes in. {full} means that all directions count equally.{' '}
            {factored
              ? `W_down = ${generated ? 'U₁ H V₁' : 'U₁ V₁'} has at most k = ${look.k} directions, and no more than the layer or the bottleneck is wide.`
              : 'A free matrix has no more directions than the layer or the bottleneck is wide.'}
          </p>
          {generated && (
            <p>
              The authors start U and V as all ones. All columns of U₁ H V₁ are then equal and stay equal: the rank is 1 for ever, and the sigmoid starts at
              exactly 1. The near-identity start draws U and V at random, so the units differ from the first step.
              {authors
                ? ' The grey dashed line is this demo trained from the authors’ start, with seed 1 and all else equal.'
                : ' To see it on these data, choose “all ones, as the authors” under Model, and train.'}
            </p>
          )}
          {sharesWeights(look) && <p>W_down and W_up are the same for all rows, so the lines of all domains lie on each other.</p>}
        </>
      }
      summary={
        <>
          {momentAtStart(look)}: {fates.sentence}
          {authors && (
            <>
              {' '}
              From the authors’ start, W_down ends at rank {fixed(authors.down.at(-1) as number, 1)}, with {percent(authors.saturated.at(-1) as number)} of its
              units saturated.
            </>
          )}
        </>
      }
      save={{
        svg: pictureOf(frame),
        csv: () => spectraCsv(looks, adapter, domains, (singular) => (singular.length > 0 ? effectiveRank(singular) : null)),
      }}
      controls={controls}
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
        frameRef={frame}
      />
    </Figure>
  );
}

/** Whether the run is the default demo with the default settings, whatever its seed and engine: that is what was recorded. */
function isDefault({ config }: Shown['run']): boolean {
  const what = ({ data, split, model, train }: Shown['run']['config']) => JSON.stringify([data, split, model, train]);
  return what(config) === what(DEFAULT_CONFIG);
}
