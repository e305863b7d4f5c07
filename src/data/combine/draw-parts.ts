import type { SourceFile } from '../../config/settings/source';
import { randomStream } from '../../lib/random';
import type { DataWarning } from '../../protocol/data';
import type { Column } from '../table/table';
import { Texts } from '../table/texts';

/**
 * Where no file is for validation, one row of ten of those that train validates; where none is for the test, every second row of
 * those that validate tests. Drawn at random, always the same.
 *
 * @param part the column, which is changed
 * @param rowsOf rows of each file, one below the other
 */
export function drawParts(part: Column, sources: readonly SourceFile[], rowsOf: readonly number[]): DataWarning[] {
  const has = (name: string) => sources.some((source) => source.part === name);
  if (!has('train') || (has('val') && has('test')) || (!has('val') && !has('test'))) return [];
  const [from, to, share] = has('test') ? (['train', 'val', 0.1] as const) : (['val', 'test', 0.5] as const);
  const code = part.values.length;
  if (code >= 1 << (8 * part.codes.BYTES_PER_ELEMENT)) return [];
  part.values = Texts.of([...part.values, to]);
  const random = randomStream(1, 'part');
  let at = 0;
  for (const [f, source] of sources.entries()) {
    const end = at + (rowsOf[f] as number);
    for (; at < end; at++) if (source.part === from && random.uniform() < share) part.codes[at] = code;
  }
  const names = sources.filter((source) => source.part === from).map(({ name }) => name);
  const what = to === 'val' ? 'No file is for validation: one row of ten' : 'No file is for the test: every second row';
  return [{ message: `${what} of ${names.join(', ')}, drawn at random, is taken for it.` }];
}
