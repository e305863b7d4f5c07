import { UserError } from '../../lib/user-error';
import { delimited } from './delimited';
import type { Format, Sample } from './format';
import { json } from './json';
import { refuseKnown } from './known-kinds';
import { refuseOwn } from './own-files';
import { parquet } from './parquet';
import { recbole } from './recbole';

/** Every kind of file that can be read. */
export const FORMATS: readonly Format[] = [delimited, recbole, json, parquet];

/** The format that is surest of the sample. @throws UserError where none knows it, or it is a file of ours that is no data; naming what it is */
export function chooseFormat(sample: Sample): Format {
  refuseOwn(sample);
  let best: { format: Format | undefined; sure: number } = { format: undefined, sure: 0 };
  for (const format of FORMATS) {
    const sure = format.matches(sample);
    if (sure > best.sure) best = { format, sure };
  }
  if (best.format) return best.format;
  refuseKnown(sample);
  throw new UserError('this is no kind of file that can be read here', sample.name, `Choose ${FORMATS.map(({ name }) => name).join(' or ')}, plain or gzip.`);
}
