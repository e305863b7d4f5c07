import { capital } from '../../lib/capital';
import { isolated } from '../../lib/isolated';
import { fixed, signed } from '../../lib/numbers';
import { rowInFiles, rowName } from '../../lib/row-name';
import { momentName } from '../../runs/inside/moment-name';
import type { WalkedLook } from '../../runs/rank-history';
import { exchanged, sentenceByKind } from './by-kind';
import { percent } from './changes';
import { layerOf } from './parts';
import { missingIn, type Side, type Sides } from './sides';
import type { StepName } from './steps';
import { towerInputOf } from './tower-input';

/** Whatever the label is about: a click, a purchase, a rating. */
export const labelText = (label: number) => (label === 1 ? 'positive' : 'negative');

/** A row in a list: its number, its domain, what became of it. */
export function rowTitle({ row, ownDomain, label }: Side['walk'], names: readonly string[]): string {
  return `${rowName(row)}: ${isolated(names[ownDomain] ?? '') || `domain ${ownDomain + 1}`}, ${labelText(label)}`;
}

/**
 * Why what is shown is not what was asked for; undefined where it is.
 *
 * @param at the moment that was chosen
 * @param wanted the rows that were chosen, the followed one first
 */
export function standInSentence(at: WalkedLook, { before }: Sides, wanted: readonly number[]): string | undefined {
  const { look, walk } = before;
  const [row] = wanted;
  if (row !== undefined && walk.row !== row) return `No moment followed ${rowName(row)}. Shown is ${rowName(walk.row)}.`;
  if (look === at) return undefined;
  const missing = at.walks?.length ? missingIn(at, wanted).map(rowName).join(' and ') : '';
  return `This moment ${missing ? `did not follow ${missing}` : 'followed no row'}. Shown is the nearest that did: ${momentName(look)}.`;
}

/** Why rows that were asked for are not followed; nothing where all are. */
export function leftOutSentence(rows: readonly number[]): string {
  if (rows.length === 0) return '';
  return `${capital(rows.map(rowName).join(' and '))} ${rows.length > 1 ? 'were' : 'was'} left out of the data, so the model has no numbers for ${rows.length > 1 ? 'them' : 'it'}.`;
}

/** What a step does to this row, in one plain sentence with its numbers. */
export function sentenceOf(step: StepName, side: Side, names: readonly string[], adapter: number): string {
  const { walk, look } = side;
  const inputs = walk.fields.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const { z, adapter: own, layer } = layerOf(side, adapter);
  const said = sentenceByKind(step, look);
  if (said !== undefined) return said;
  switch (step) {
    case 'row': {
      const as = walk.domain === walk.ownDomain ? '' : `, walked as a row of ${isolated(names[walk.domain] ?? '')}`;
      return `This is ${rowName(walk.row)}, from ${isolated(names[walk.ownDomain] ?? '')}${as}: ${walk.fields.length} values, and its label is ${labelText(walk.label)}. ${rowInFiles(walk.row)}`;
    }
    case 'embeddings':
      return `Each value becomes numbers that training has learned, ${inputs} in all.`;
    case 'hyper':
      return `The hyper-network reads these ${inputs} numbers through ${walk.hidden.map(({ length }) => length).join(', then ') || 'no'} hidden units.`;
    case 'h':
      return `It makes a ${look.k} × ${look.k} matrix for this row alone: H, the instance representation matrix.`;
    case 'weights':
      return `U and V, which all rows share, turn H into this row’s own weights: W_down, ${z.length} × ${look.bottleneck}, and W_up, ${look.bottleneck} × ${z.length}.`;
    case 'tower':
      return `Meanwhile ${towerInputOf(walk).clause}. Its layer ${layer} puts out z, ${z.length} numbers.`;
    case 'bottleneck':
      return `W_down takes z into a bottleneck of ${own.bottleneck.length}, where a sigmoid brings each number between 0 and 1.`;
    case 'up':
      return `W_up leads from the bottleneck back to ${own.up.length} numbers.`;
    case 'norm':
      return `The domain norm scales them. This is what the adapter adds: its size is ${percent(sizeOf(own.added) / sizeOf(z))} of z’s.`;
    case 'sum':
      return `What the adapter adds is added to z, and the sum goes on to the logit${walk.beside.length > 0 ? `, together with the ${walk.beside.map(({ name }) => name).join(' and the ')}` : ''}.`;
    case 'prediction':
      return `The logit is ${fixed(walk.logit, 3)}, so the model predicts a positive label with ${chance(walk.prediction)}; it was ${labelText(walk.label)}.`;
  }
}

/** What the other side is called beside the first. @param short without its moment, where there is little room */
export function besideName({ before, after, beside }: Sides, names: readonly string[], short = false): string {
  if (!after || !beside) return '';
  if (beside.kind === 'domain') return `as a row of ${isolated(names[after.walk.domain] ?? '')}`;
  return beside.kind === 'row' ? rowName(after.walk.row) : `from the authors’ start${short ? '' : otherMoment(after, before)}`;
}

/** The same as a sentence begins with it. */
export function besidePhrase(sides: Sides, names: readonly string[]): string {
  return `${sides.beside?.kind === 'row' ? 'for ' : ''}${besideName(sides, names)}`;
}

/** What the first side is called where there is a second. @param short as of `besideName` */
export function sideName({ before, after, beside }: Sides, names: readonly string[], short = false): string {
  if (beside?.kind === 'row') return rowName(before.walk.row);
  return beside?.kind === 'authors'
    ? `from our start${short || !after ? '' : otherMoment(before, after)}`
    : `as a row of ${isolated(names[before.walk.domain] ?? '')}`;
}

/** Two runs were not looked into at the same moments: then each side names its own. */
function otherMoment({ look }: Side, { look: other }: Side): string {
  return look.epoch === other.epoch && look.final === other.final ? '' : ` (${momentName(look)})`;
}

/** What becomes of the prediction, and which part of that H alone brings where only the domain changes. */
export function outcomeOf(sides: Sides, names: readonly string[]): string {
  const { before, after, beside } = sides;
  if (!after) return '';
  const by = after.walk.logit - before.walk.logit;
  const said = `${capital(besidePhrase(sides, names))} the logit is ${fixed(after.walk.logit, 3)} (${signed(by, 3)}), a positive label with ${chance(after.walk.prediction)} instead of ${chance(before.walk.prediction)}${beside?.kind === 'authors' ? ` ${sideName(sides, names)}` : ''}.`;
  if (beside?.kind !== 'domain') return said;
  const what = exchanged(before.look);
  if (!what) return `${said} All of it comes from elsewhere: the adapter stays.`;
  const { logit, prediction } = after.walk.withThisH;
  return `${said} ${what === 'H' ? 'H' : 'The adapter'} alone brings ${signed(logit - before.walk.logit, 3)} of it: with nothing but this ${what} the row would get ${chance(prediction)} in its own domain.`;
}

/** A probability in percent, one decimal. */
export const chance = (prediction: number) => `${(100 * prediction).toFixed(1)} %`;
export const sizeOf = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
