import type { CardOutcome } from '../../../runs/gallery/card';
import { CARDS } from '../../../runs/gallery/cards';
import type { ProofOf } from '../proof';
import { judge } from './judge';
import { pictureOf } from './pictures';

/** What the page says of each card's claim, and draws: as a file's text, a line for each card. */
export function outcomesText(proofOf: ProofOf): string {
  const lines = CARDS.map((card) => {
    const measured = card.claim.map((condition) => judge(card, condition, proofOf));
    const picture = pictureOf(card, proofOf);
    const outcome: CardOutcome = {
      claim: measured
        .map((each) => each && { seeds: each.values.length, mean: each.mean, low: each.low, high: each.high, holds: each.holds })
        .map((each) => each ?? null),
      ...(picture && { picture }),
    };
    return `  ${JSON.stringify(card.name)}: ${JSON.stringify(outcome)}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
