import { useRef } from 'react';
import { momentAtStart } from '../../../runs/inside/moment-name';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { pictureOf } from '../../figure/lines/picture-of';
import { perDomain } from '../../figure/per-domain';
import { DomainLines } from '../DomainLines';
import { alongTraining } from '../run-lines';
import type { Shown } from '../use-shown';
import { percent } from './spectra';

/** Whether the bottleneck's units still listen to the layer, over training. */
export function UnitsFigure({ run, look, adapter }: Shown) {
  const frame = useRef<HTMLDivElement>(null);
  const domains = domainNames(run);
  const looks = alongTraining(run.looks);
  const use = look.use[adapter];
  return (
    <Figure
      title="Bottleneck units"
      formula="Does the bottleneck still respond? Saturated: the share of (row, unit) pairs of a domain’s probe rows whose sigmoid is above 0.99 or below 0.01. Dead: the share of units that are saturated for every row. Still: the share of units whose standard deviation over all rows is below 0.01."
      about={
        <p>
          A saturated sigmoid hardly moves with its input and passes on less than a hundredth of the gradient, so W_down and b₁ learn almost nothing. A unit is
          dead if it is saturated for every probe row. A unit may also stand still in the middle of its range, because W_down is too small to move it. It then
          passes on almost nothing of the layer either. The bottleneck has {look.bottleneck} units.
        </p>
      }
      summary={
        use && (
          <>
            {momentAtStart(look)}: saturated: {perDomain(domains, use.saturated, (share, name) => `${percent(share)} for ${name}`)}.{' '}
            {Math.round(use.dead * look.bottleneck)} of {look.bottleneck} units are dead, {Math.round(use.still * look.bottleneck)} stand still.
          </>
        )
      }
      save={{
        svg: pictureOf(frame),
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
        frameRef={frame}
      />
    </Figure>
  );
}
