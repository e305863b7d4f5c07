import { readsDomain } from '../../../config/fields';
import { nearest } from '../../../runs/inside/nearest';
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
      {!readsDomain(run.config) && (
        <p className="note">
          The domain is no input of this model: to its hyper-network a row is the same in every domain. So nothing moves with the domain, and shift and CKA have
          nothing to compare. Cosine and energy distance tell how the domains’ own rows differ.
        </p>
      )}
      <SimilarityFigure {...shown} />
      {look.adapterKind !== 'domain-only' && <ApartFigure {...shown} />}
    </>
  );
}
