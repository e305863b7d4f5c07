import type { Shown } from '../use-shown';
import { ApartFigure } from './ApartFigure';
import { SimilarityFigure } from './SimilarityFigure';

/** How alike the domains are to the hyper-network, and how that went over training. */
export function DomainsView(shown: Shown) {
  return (
    <>
      <SimilarityFigure {...shown} />
      <ApartFigure {...shown} />
    </>
  );
}
