import type { EncodedData } from '../data/types';
import { isolated } from '../lib/isolated';

/** A scaled number this far from 0 is some hundred times what the model starts with: its layers, and their squares, may overflow. */
const FAR = 100;
/** So many are named. */
const NAMED = 3;

/**
 * Why numbers may overflow: dense columns that reach far beyond the scale of the others in these rows, and row weights that do.
 *
 * @param rows positions
 * @returns a sentence that names them; undefined where there are none
 */
export function farColumns({ dense, rowWeights }: Partial<Pick<EncodedData, 'dense' | 'rowWeights'>>, rows: Int32Array): string | undefined {
  const farthest = (values: Float32Array) => rows.reduce((most, row) => Math.max(most, Math.abs(values[row] as number)), 0);
  const found = (dense ?? [])
    .map(({ name, values }) => ({ name, far: farthest(values) }))
    .filter(({ far }) => !(far <= FAR))
    .sort((a, b) => b.far - a.far);
  if (found.length > 0) {
    const more = found.length - NAMED;
    const names = found.slice(0, NAMED).map(({ name }) => `“${isolated(name)}”`);
    const listed = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(' and ');
    return `${found.length === 1 ? 'The column' : 'The columns'} ${listed} ${found.length === 1 ? 'holds' : 'hold'} numbers far beyond the others, up to ${sizeText(found[0]?.far as number)} times the scale`;
  }
  return rowWeights && farthest(rowWeights) > FAR ? `The row weights reach ${sizeText(farthest(rowWeights))}` : undefined;
}

const sizeText = (size: number) => (size < 1e6 ? Math.round(size).toLocaleString('en') : size.toPrecision(2));
