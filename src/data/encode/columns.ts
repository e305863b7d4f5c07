import { DOMAIN_FIELD, denseColumn } from '../../config/complete';
import type { DataConfig } from '../../config/run-config';
import type { DataWarning } from '../../protocol/data';
import type { FindColumn } from '../table/column-finder';
import type { IsMissing } from '../table/missing';
import { encodeDense } from './dense';
import type { EncodedData } from './encoded-data';
import { encodeFields } from './sparse';

/** Where the columns of a table are, and what they are for. */
export interface Columns {
  data: DataConfig;
  columnOf: FindColumn;
  isMissing: IsMissing;
}

/** The rows that are encoded, and what they are split into. */
interface EncodedRows extends Pick<EncodedData, 'sourceRows' | 'split' | 'domainIds'> {
  /** Names. */
  domains: string[];
}

/** The features of some rows, vocabularies and scales fitted on those of them that `fitOn` says. @param warnings takes what is to be said */
export function encodeColumns(
  { data, columnOf, isMissing }: Columns,
  { sourceRows, split, domainIds, domains }: EncodedRows,
  warnings: DataWarning[],
): Pick<EncodedData, 'sparse' | 'dense'> {
  const withUnknown = data.fitOn === 'train';
  const rowsOf = (positions: Int32Array) => positions.map((position) => sourceRows[position] as number);
  const fitRows = withUnknown ? rowsOf(split.train) : sourceRows;
  const sparse = encodeFields(columnOf, data.sparse, sourceRows, fitRows, withUnknown, isMissing, warnings);
  if (data.domainAsInput) sparse.push({ name: DOMAIN_FIELD, ids: domainIds, slots: 1, vocabulary: domains, hasUnknown: false });
  const others = { val: rowsOf(split.val), test: rowsOf(split.test) };
  const dense = data.dense.map((field, i) =>
    encodeDense(columnOf(denseColumn(field), `data.dense[${i}]`), field, sourceRows, fitRows, others, isMissing, warnings),
  );
  return { sparse, dense };
}
