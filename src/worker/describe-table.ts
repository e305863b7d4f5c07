import { asKnown, type openFiles, profiling, proposing, proposingOfSeveral, type Steps, sampleSentence, within } from '../data';
import type { Table } from '../data/types';
import type { OpenTable } from '../protocol/data';

/** What the page is told of a table. */
export function describe(table: Table, rest: Pick<OpenTable, 'source' | 'columns' | 'proposed' | 'proposal'>): OpenTable {
  const { name, rows, hash, sampled, readings = [] } = table;
  // Said first: everything else is of what was kept.
  const said = sampled && sampleSentence(sampled);
  const warnings = [...(said !== undefined ? [{ message: said }] : []), ...table.warnings];
  return { name, rows, hash, warnings, readings, ...(sampled && said !== undefined && { sampled: { ...sampled, said } }), ...rest };
}

/** Share of the work on columns that looking at them is; the rest proposes roles. */
const PROFILED = 0.8;

/** The same of files, whose columns have to be looked at: of several, and of a known data set, more is known than columns tell. */
export function* describing({ table, combined, known }: Awaited<ReturnType<typeof openFiles>>): Steps<OpenTable> {
  const columns = yield* within(profiling(table), 0, PROFILED);
  const rest = <T>(steps: Steps<T>) => within(steps, PROFILED, 1);
  const found = combined
    ? yield* rest(proposingOfSeveral(table, columns, combined, known))
    : { proposal: asKnown(yield* rest(proposing(table, columns)), known), warnings: [] };
  const { proposal } = found;
  const proposed = { ...proposal.roles, ...(proposal.group !== undefined && { group: proposal.group }) };
  const told = describe(table, { source: 'file', columns, proposed, proposal });
  return { ...told, warnings: [...told.warnings, ...found.warnings], ...(combined && { combined }), ...(known && { known }) };
}
