import type { Walk } from '../../protocol/walk';

/** What a row's tower reads: all of the row's numbers, some of them, or what something below makes of them. */
export interface TowerInput {
  /** How many numbers that is. */
  width: number;
  /** A clause that begins a sentence. */
  clause: string;
  /** What stands in a formula for it, where x are the row's numbers. */
  symbol: string;
}

/** @throws Error where something below the tower has a name that is not known here */
export function towerInputOf({ fields, below, beside }: Pick<Walk, 'fields' | 'below' | 'beside'>): TowerInput {
  const numbersOf = (some: Walk['fields']) => some.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const all = numbersOf(fields);
  const last = below.at(-1);
  if (last) return { width: last.values.length, ...madeBelow(last.name, all, last.values.length) };
  if (beside.some(({ name }) => name === 'wide part')) {
    const width = numbersOf(fields.filter(({ kind }) => kind !== 'dense'));
    const clause = `the tower reads ${width} of these numbers, those of the embeddings; the dense values go to the wide part`;
    return { width, clause, symbol: 'x without its dense values' };
  }
  return { width: all, clause: `the tower reads the same ${all} numbers`, symbol: 'x' };
}

function madeBelow(name: string, all: number, width: number): Omit<TowerInput, 'width'> {
  if (name === 'shared bottom') {
    return { clause: `the shared bottom reads the same ${all} numbers, and the tower reads the ${width} that it puts out`, symbol: 'shared bottom(x)' };
  }
  // Those of the last level, where there are several.
  if (name.startsWith('mixed experts')) {
    const clause = `the experts read the same ${all} numbers, the domain’s gate mixes what they put out, and the tower reads the ${width} numbers of the mixture`;
    return { clause, symbol: 'mixed experts(x)' };
  }
  if (name === 'normalised input') {
    return { clause: `the same ${all} numbers are normalised with the domain’s own statistics, and the tower reads these ${width}`, symbol: 'normalised(x)' };
  }
  if (name === 'input normalised by all rows') {
    const clause = `the same ${all} numbers are normalised with the statistics of all rows of the batch, the domain scales and shifts them, and the tower reads these ${width}`;
    return { clause, symbol: 'normalised(x)' };
  }
  if (name === 'scaled input') {
    return { clause: `a gate scales ${width} of these ${all} numbers, and the tower reads them scaled`, symbol: 'scaled(x)' };
  }
  if (name === 'all but the ids') {
    return { clause: `the tower reads ${width} of these numbers, those of no ids; the ids go to the gates of its layers`, symbol: 'x without ids' };
  }
  if (name === 'ids first') return { clause: `the tower and the gates of its layers read the same ${all} numbers, the ids first`, symbol: 'x' };
  if (name === 'fused experts') {
    const clause = `the experts read what is made of the same ${all} numbers, their outputs are added with learned shares, and the tower reads the ${width} numbers of the sum`;
    return { clause, symbol: 'fused experts(x)' };
  }
  if (name === 'shared and own experts, mixed') {
    const clause = `the domain scales and shifts the same ${all} numbers, experts read what comes out, a gate mixes what they put out, and the tower reads the ${width} numbers of the mixture`;
    return { clause, symbol: 'mixed experts(x)' };
  }
  if (name === 'pruned input') {
    return { clause: `the tower reads the same ${width} numbers, all but the domain’s weighed or pruned by a pruner`, symbol: 'pruned(x)' };
  }
  throw new Error(`What the tower reads is not known by the name of “${name}”.`);
}

/** A layer of the tower as a function of what the tower reads: `layer 2(layer 1(x))`. @param layer counted from 1 */
export function towerFormula(walk: Walk, layer: number): string {
  const first = `layer 1(${towerInputOf(walk).symbol})`;
  if (layer === 1) return first;
  if (layer > 2) return `layer ${layer}(… ${first})`;
  const adapted = walk.layers.some((each) => each.layer === 1 && each.adapter);
  return `layer 2(${first}${adapted ? ' + what its adapter adds' : ''})`;
}
