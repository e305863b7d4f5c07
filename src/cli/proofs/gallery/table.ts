import { CARDS } from '../../../runs/gallery/cards';
import { type Condition, isDifference, type Measured } from '../../../runs/gallery/claim';
import { markdown, short, signed, stamp } from '../markdown';
import type { ProofOf, ProofTable } from '../proof';
import { judge } from './judge';
import { GALLERY_RUNS } from './runs';

/** Every condition of every card, and whether it holds. */
export const galleryTable: ProofTable = {
  mark: 'npm run verify: gallery',
  runs: GALLERY_RUNS,
  table(proofOf) {
    const rows = CARDS.flatMap((card) =>
      card.claim.map((condition, i) => [
        i === 0 ? card.title : '',
        condition.says,
        mustText(condition),
        ...measuredCells(condition, judge(card, condition, proofOf)),
      ]),
    );
    const keys = new Map(GALLERY_RUNS.map((run) => [run.key, run]));
    const proofs = [...keys.values()].flatMap((run) => proofOf(run) ?? []);
    return `${markdown(['card', 'claim', 'must', 'mean [95 %]', 'seeds', 'holds'], rows)}\n\n${stamp(proofs, keys.size)}`;
  },
};

/** Whether each claim holds, a line for each condition, for a terminal. @returns also whether one is broken; one that is not measured is not */
export function gallerySaid(proofOf: ProofOf): { lines: string[]; broken: boolean } {
  const said = CARDS.flatMap((card) =>
    card.claim.map((condition) => {
      const measured = judge(card, condition, proofOf);
      const [mean, , holds] = measuredCells(condition, measured);
      return { line: `${card.name}: ${condition.says} ${mustText(condition)}: ${mean ? `${mean}: ` : ''}${holds}`, broken: measured?.holds === false };
    }),
  );
  return { lines: said.map(({ line }) => line), broken: said.some(({ broken }) => broken) };
}

/** Where the number must lie, in words. */
function mustText({ above, below, by }: Condition): string {
  const bounds =
    above !== undefined && below !== undefined
      ? `between ${plain(above)} and ${plain(below)}`
      : above !== undefined
        ? `above ${plain(above)}`
        : `below ${plain(below as number)}`;
  return `${by === 'interval' ? 'interval' : 'each seed'} ${bounds}`;
}

function numberText(value: number, condition: Condition): string {
  if (condition.of.what === 'parameters') return value.toLocaleString('en');
  return isDifference(condition) ? signed(value) : short(value, condition.of.what === 'rank' ? 2 : 4);
}

const plain = (value: number) =>
  String(value)
    .replace('-', '−')
    .replace(/^(−?)0\./, '$1.');

function measuredCells(condition: Condition, measured: Measured | undefined): [mean: string, seeds: string, holds: string] {
  if (!measured) return ['', '', 'not on record'];
  const [mean, low, high] = [measured.mean, measured.low, measured.high].map((value) => numberText(value, condition));
  return [`${mean} [${low}, ${high}]`, String(measured.values.length), measured.holds ? 'yes' : '**no**'];
}
