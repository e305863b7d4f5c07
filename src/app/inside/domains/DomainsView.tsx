import { nearest } from '../nearest';
import type { Shown } from '../use-shown';
import { ApartFigure } from './ApartFigure';
import { SimilarityFigure } from './SimilarityFigure';

/** How alike the domains are to the hyper-network, and how that went over training; of the nearest moment at which that was measured. */
export function DomainsView({ run, look: chosen, moment }: Shown) {
  const look = nearest(run.looks, moment, 'similarity');
  if (!look) return null;
  const shown = { run, chosen, look };
  return (
    <>
      <SimilarityFigure {...shown} />
      <ApartFigure {...shown} />
    </>
  );
}
