import { capital } from '../../lib/capital';
import { short } from '../../lib/numbers';
import { isThere } from './by-kind';
import { type Changes, changeText } from './changes';
import { layerOf, type Parts } from './parts';
import { besidePhrase, outcomeOf, sentenceOf, sizeOf } from './sentences';
import type { Side, Sides } from './sides';
import { STEPS, type StepName } from './steps';

/** The steps as a text, one entry a step: what each does, the size of what comes out, and what differs beside another. */
export function accountOf(sides: Sides, parts: Parts, changes: Changes | undefined, names: readonly string[], adapter: number): string[] {
  return STEPS.map((step) =>
    [sentenceOf(step, sides.before, names, adapter), numbersOf(step, sides.before, parts, adapter), compared(step, sides, changes, names)]
      .filter(Boolean)
      .join(' '),
  );
}

function numbersOf(step: StepName, side: Side, parts: Parts, adapter: number): string {
  const { walk } = side;
  switch (step) {
    case 'row':
      return `${walk.fields.map(({ name, text }) => `${name} is ${text}`).join(', ')}.`;
    case 'h':
      if (parts.h.length === 0) return '';
      return `${walk.h.reduce((n, value) => n + Number(value > 0), 0)} of its ${walk.h.length} numbers are above zero; its size is ${short(sizeOf(walk.h))}.`;
    case 'weights':
      return `Their sizes are ${short(sizeOf(parts.down[0]?.values as Float32Array))} and ${short(sizeOf(parts['up-weights'][0]?.values as Float32Array))}.`;
    case 'tower':
      return `The size of z is ${short(sizeOf(layerOf(side, adapter).z))}.`;
    default:
      return '';
  }
}

function compared(step: StepName, sides: Sides, changes: Changes | undefined, names: readonly string[]): string {
  if (step === 'prediction') return outcomeOf(sides, names);
  if (!changes || !isThere(step === 'weights' ? 'down' : step, sides.before.look)) return '';
  const name = capital(besidePhrase(sides, names));
  if (step === 'weights') return `${name} W_down ${verb(changes.down)} and W_up ${verb(changes['up-weights'])}.`;
  return `${name} this ${verb(changes[step])}.`;
}

const verb = (change: number | 'other') => (change === 0 ? 'is the same' : changeText(change));
