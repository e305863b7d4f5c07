import { CARDS } from '../../runs/gallery/cards';
import { galleryRun, seedsOf } from './gallery-runs';
import type { Run } from './proof';

export const GALLERY_RUNS: readonly Run[] = CARDS.flatMap((card) =>
  seedsOf(card).flatMap((seed) => Object.values(card.runs).map((link) => galleryRun(link, seed))),
);
