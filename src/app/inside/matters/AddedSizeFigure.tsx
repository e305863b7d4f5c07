import { useRef } from 'react';
import { fixed } from '../../../lib/numbers';
import { momentAtStart } from '../../../runs/inside/moment-name';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { pictureOf } from '../../figure/lines/picture-of';
import { perDomain } from '../../figure/per-domain';
import { DomainLines } from '../DomainLines';
import { alongTraining } from '../run-lines';
import type { Shown } from '../use-shown';

/** How much the adapter adds to its layer's output. */
export function AddedSizeFigure({ run, look, adapter }: Pick<Shown, 'run' | 'look' | 'adapter'>) {
  const frame = useRef<HTMLDivElement>(null);
  const domains = domainNames(run);
  const looks = alongTraining(run.looks);
  const sizes = look.use[adapter]?.size ?? [];
  return (
    <Figure
      title="Size of what the adapter adds"
      formula="How much does the adapter change its layer’s output z? The mean of |z′ − z| / |z| over a domain’s probe rows; z′ is the output of the adapter."
      about={
        <p>
          0: nothing is added. 1: as much is added as was there. Size alone does not mean use: the adapter may add the same to every row, or something that the
          head ignores. The figure above tells.
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
