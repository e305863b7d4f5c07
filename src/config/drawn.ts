import { randomStream } from '../lib/random';
import { nameOf, type SettingPath } from './settings';
import { isRange, type Vary, within } from './vary';

/** What one configuration of a sweep sets, in the order in which the sweep names the settings. */
export type Drawn = [path: SettingPath, value: unknown][];

/** All combinations; the last setting changes first. A range has so many values as it has steps. */
export function gridOf(vary: readonly Vary[]): Drawn[] {
  return vary.reduce<Drawn[]>((grid, each) => grid.flatMap((drawn) => gridValues(each).map((value): Drawn => [...drawn, [each.path, value]])), [[]]);
}

/** How many a grid has, without making it. */
export const gridSize = (vary: readonly Vary[]): number => vary.reduce((size, each) => size * gridValues(each).length, 1);

function gridValues(vary: Vary): unknown[] {
  if (!isRange(vary)) return vary.values;
  const { steps = 0 } = vary;
  const values = Array.from({ length: steps }, (_, i) => within(vary, i / (steps - 1)));
  return [...new Set(values)];
}

/** Draws of one configuration before it is taken that there are no others. */
const TRIES = 100;

/**
 * Drawn at random (Bergstra and Bengio, Journal of Machine Learning Research 13, 2012), each once. The first are the same, however many are
 * asked for, so that more can be added later.
 *
 * @param seed of the draw, not of the runs
 * @returns as many as asked, or fewer where there are no more
 */
export function randomOf(vary: readonly Vary[], count: number, seed: number): Drawn[] {
  const seen = new Set<string>();
  const all: Drawn[] = [];
  for (let i = 0; i < count; i++) {
    const random = randomStream(seed, `sweep/${i}`);
    for (let tries = 0; tries < TRIES; tries++) {
      const drawn = vary.map((each): Drawn[number] => [
        each.path,
        isRange(each) ? within(each, random.uniform()) : each.values[random.below(each.values.length)],
      ]);
      const text = JSON.stringify(drawn);
      if (seen.has(text)) continue;
      seen.add(text);
      all.push(drawn);
      break;
    }
  }
  return all;
}

const LONGEST_NAME = 80;

/** Names made of what differs, each once: `k 35, learningRate 0.002`. */
export function namesOf(configurations: readonly Drawn[]): string[] {
  const paths = configurations[0]?.map(([path]) => path) ?? [];
  const titles = paths.map((path) => (paths.filter((each) => nameOf(each) === nameOf(path)).length > 1 ? path : nameOf(path)));
  const names = configurations.map((drawn) => drawn.map(([, value], i) => `${titles[i]} ${valueText(value)}`).join(', '));
  return names.map((name, i) => (name.length > LONGEST_NAME || names.indexOf(name) !== names.lastIndexOf(name) ? `configuration ${i + 1}` : name));
}

/** A setting's value in few characters. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join('-');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
