import { UserError } from '../lib/user-error';
import type { PartName } from '../protocol/take-away';

/** Which parts of the rows `--predictions-of` may name, in the order of the file. */
const PARTS = { train: ['train'], val: ['val'], test: ['test'], all: ['train', 'val', 'test'] } as const satisfies Record<string, readonly PartName[]>;
export type Predicted = keyof typeof PARTS;

/** The parts of a word. */
export const partsOf = (predicted: Predicted): readonly PartName[] => PARTS[predicted];

/** @throws UserError that names the words */
export function readPredicted(text: string): Predicted {
  if (!Object.hasOwn(PARTS, text)) throw new UserError(`there is no part "${text}"`, '--predictions-of', `Choose one of ${Object.keys(PARTS).join(', ')}.`);
  return text as Predicted;
}
