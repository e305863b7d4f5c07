import { useRef } from 'react';
import { energyShare } from '../../../measures/spectra/spectrum';
import { momentAtStart } from '../../../runs/inside/moment-name';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { Lines } from '../../figure/lines/Lines';
import { pictureOf } from '../../figure/lines/picture-of';
import { perDomain } from '../../figure/per-domain';
import { linesOf } from '../DomainLines';
import type { Shown } from '../use-shown';
import { MATRICES, type MatrixName, percent, spectraOf } from './spectra';

/** How the directions of the matrices are weighed, at one moment. */
export function SpectrumFigure({ run, look, adapter, which }: Shown & { which: MatrixName }) {
  const frame = useRef<HTMLDivElement>(null);
  const domains = domainNames(run);
  const spectra = spectraOf(look, which, adapter);
  const places = Array.from({ length: Math.max(0, ...spectra.map(({ length }) => length)) }, (_, i) => i + 1);
  return (
    <Figure
      title="Singular values"
      formula={
        <>How much does each direction count? The singular values of each domain’s mean {MATRICES[which]}, largest first, each as a share of the largest.</>
      }
      about={<p>If a line falls at once, few directions count. Values below about a hundred-millionth of the largest are rounding errors.</p>}
      summary={
        <>
          {momentAtStart(look)}: the share of the energy (squared size) in the first direction is{' '}
          {perDomain(
            domains,
            spectra.map((singular) => (singular.length > 0 ? energyShare(singular, 1) : null)),
            (share, name) => `${percent(share)} for ${name}`,
          )}
          .
        </>
      }
      save={{
        svg: pictureOf(frame),
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
        frameRef={frame}
      />
    </Figure>
  );
}
