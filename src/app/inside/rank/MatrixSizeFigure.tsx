import { useRef } from 'react';
import { short } from '../../../lib/numbers';
import type { Look } from '../../../protocol/insight';
import { hasH } from '../../../runs/inside/kinds';
import { momentAtStart, momentName } from '../../../runs/inside/moment-name';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { pictureOf } from '../../figure/lines/picture-of';
import { perDomain } from '../../figure/per-domain';
import { DomainLines } from '../DomainLines';
import { alongTraining } from '../run-lines';
import type { Shown } from '../use-shown';
import { MATRICES, type MatrixName, spectraCsv, spectraOf } from './spectra';

/** How large the generated matrices are, over training. */
export function MatrixSizeFigure({ run, look, adapter, which }: Shown & { which: MatrixName }) {
  const frame = useRef<HTMLDivElement>(null);
  const domains = domainNames(run);
  const looks = alongTraining(run.looks);
  const spectra = spectraOf(look, which, adapter);
  const first = looks[0] as Look;
  return (
    <Figure
      title="Size"
      formula={
        <>How large are the matrices? The largest singular value of each domain’s mean {MATRICES[which]}, which is the most that it can lengthen an input.</>
      }
      about={
        <p>
          Rank says in how many directions a matrix works, not how strongly. If W_down shrinks towards 0, the sigmoids of the bottleneck stay where their bias
          puts them. The adapter then adds the same whatever the layer says{hasH(look) ? ': it depends on H alone' : ''}.
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
        svg: pictureOf(frame),
        csv: () => spectraCsv(looks, adapter, domains, (singular) => singular[0] ?? null),
      }}
    >
      <DomainLines
        name={`Largest singular value of ${MATRICES[which]}`}
        yName="largest singular value"
        domains={domains}
        looks={looks}
        of={(each, d) => spectraOf(each, which, adapter)[d]?.[0]}
        marker={look.epoch}
        frameRef={frame}
      />
    </Figure>
  );
}
