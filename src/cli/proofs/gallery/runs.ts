import { DEMOS } from '../../../config/demos';
import { fromLink } from '../../../config/link';
import type { RunConfigInput } from '../../../config/run-config';
import type { Card } from '../../../runs/gallery/card';
import { CARDS } from '../../../runs/gallery/cards';
import { keyOf } from '../key';
import { RUNS_100K, SEEDS_100K } from '../movielens-100k';
import { PAIR_RUNS, SEEDS } from '../pairs';
import type { Run } from '../proof';

const MOVIELENS = 'ml-100k/';
/** Of those that the demos' tables have: where a card takes a run from there, none is trained twice. */
const FIVE = SEEDS.slice(0, 5);

/** @returns the seeds of a card's claim */
export function seedsOf({ seeds }: Card): readonly number[] {
  return { five: FIVE, twenty: SEEDS, movielens: SEEDS_100K }[seeds];
}

/**
 * One of a card's runs with one seed: that of another table where it is the same, else one of the gallery's own.
 *
 * @param link as in `Card.runs`
 * @throws Error for a model or a demo that there is not
 */
export function galleryRun(link: string, seed: number): Run {
  if (link.startsWith(MOVIELENS)) return found(RUNS_100K, `${link}/${seed}/`);
  const { input } = fromLink(link);
  const source = input.data?.source;
  const info = DEMOS.find(({ name }) => source && 'demo' in source && source.demo === name);
  if (!info) throw new Error(`${link} names no demo.`);
  const backbone = input.model?.backbone ?? 'dcn';
  if (link.split('&').every((part) => /^(demo|backbone)=/.test(part))) return found(PAIR_RUNS, `demo/${info.name}/${backbone}/${seed}/`);
  const config: RunConfigInput = { ...input, data: { ...input.data, source: { demo: info.name, seed } }, engine: 'wasm', seed };
  // A look needs adapters, and something that domains may differ in.
  const look = (input.model?.sharing ?? 'domains') === 'domains';
  return {
    key: keyOf(`gallery/${link}/${seed}`, config, info.roles),
    part: 'gallery',
    demo: info.name,
    backbone,
    seed,
    config,
    asked: { look, ablation: false },
  };
}

/** All runs that the claims of the gallery are about. */
export const GALLERY_RUNS: readonly Run[] = CARDS.flatMap((card) =>
  seedsOf(card).flatMap((seed) => Object.values(card.runs).map((link) => galleryRun(link, seed))),
);

function found(runs: readonly Run[], beginning: string): Run {
  const run = runs.find(({ key }) => key.startsWith(beginning));
  if (!run) throw new Error(`No run of the measurements is called ${beginning}.`);
  return run;
}
