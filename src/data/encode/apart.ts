import type { DomainSummary } from '../../protocol/data';
import { type Columns, encodeColumns } from './columns';
import type { EncodedData } from './encoded-data';

/**
 * Each domain's rows as a data set of their own, as if the table held no others: vocabularies and scales are fitted on these rows alone, and
 * the one domain is the first. Rows stay in the part (training, validation, test) that they are in, in the same order.
 *
 * @returns [D]
 */
export function encodeApart(columns: Columns, data: EncodedData): EncodedData[] {
  return data.domains.map((domain, d) => ofDomain(columns, data, domain, d));
}

function ofDomain(columns: Columns, data: EncodedData, domain: DomainSummary, d: number): EncodedData {
  const { domainIds, labels, rowWeights, userIds } = data;
  const own = Int32Array.from(domainIds.keys()).filter((position) => domainIds[position] === d);
  /** Where each row lies among its domain's. */
  const place = new Int32Array(domainIds.length);
  for (const [i, position] of own.entries()) place[position] = i;
  const among = (positions: Int32Array) => positions.filter((position) => domainIds[position] === d).map((position) => place[position] as number);
  const split = { train: among(data.split.train), val: among(data.split.val), test: among(data.split.test) };
  const rows = { sourceRows: own.map((position) => data.sourceRows[position] as number), split, domainIds: new Int32Array(own.length) };
  // What there is to say of the columns is said of all rows.
  const encoded = encodeColumns(columns, { ...rows, domains: [domain.name] }, []);
  return {
    ...rows,
    ...encoded,
    rows: own.length,
    labels: Uint8Array.from(own, (position) => labels[position] as number),
    ...(rowWeights && { rowWeights: Float32Array.from(own, (position) => rowWeights[position] as number) }),
    ...(userIds && { userIds: Int32Array.from(own, (position) => userIds[position] as number) }),
    domains: [domain],
    leftOut: [],
    warnings: [],
  };
}
