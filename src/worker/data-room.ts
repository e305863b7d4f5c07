import type { LabelConfig, Roles, RunConfig, SplitConfig } from '../config/run-config';
import {
  asKnown,
  columnFinder,
  columnValues,
  combinedProposal,
  compareDomains,
  encode,
  fetchFile,
  findLeaks,
  knownSetInfos,
  labelRates,
  makeDemo,
  missingBy,
  openFiles,
  parseRowNumbers,
  profileColumns,
  propose,
  sampleSentence,
} from '../data';
import type { EncodedData, Table } from '../data/types';
import { UserError } from '../lib/user-error';
import { Model, withoutAdapters } from '../model/model';
import type { ColumnProfile, ColumnRates, LeakReport } from '../protocol/columns';
import type { DataCalls, DataPreview, OpenSource, OpenTable, Progress } from '../protocol/data';
import type { KnownSetInfo } from '../protocol/files';
import type { ColumnValues, DomainComparison } from '../protocol/meaning';
import { summaryOf } from '../training/evaluation/summary';
import { modelShape } from '../training/rows/batch';
import { lossWeights } from '../training/rows/loss-weights';

/** A table, and what a configuration has made of it. */
export interface PreparedData {
  table: Table;
  data: EncodedData;
}

/** Of the rows that are kept of a file larger than a table may be: the same ones each time. */
const SAMPLE_SEED = 1;

/** Files that were opened, the browser's pointers to them, and the table that they made. */
export type Opened = (files: readonly File[], pointers: readonly (FileSystemFileHandle | undefined)[], table: OpenTable) => void;

/** The one open table. */
export class DataRoom implements DataCalls {
  private table: Table | undefined;
  /** Of the table's columns. */
  private profiles: ColumnProfile[] = [];
  private opening: AbortController | undefined;
  private encoded: (PreparedData & { key: string }) | undefined;

  /** @param onOpened told of files that could be read */
  constructor(private readonly onOpened: Opened = () => {}) {}

  async open(source: OpenSource, onProgress: Progress): Promise<OpenTable> {
    this.opening?.abort();
    this.opening = new AbortController();
    const { signal } = this.opening;
    if ('demo' in source) {
      const demo = makeDemo(source.demo, source);
      this.keep(demo.table, profileColumns(demo.table));
      return describe(demo.table, { source: 'demo', columns: this.profiles, proposed: demo.roles });
    }
    const files = 'url' in source ? [source.kept ?? (await fetchFile(source.url, { onProgress, signal }))] : source.files;
    const as = 'url' in source ? undefined : source.as;
    const opened = await openFiles(files, { as, choices: source.read, sample: { seed: SAMPLE_SEED }, onProgress, signal });
    // It may have been given up when all was read already.
    if (signal.aborted) throw new UserError('reading was cancelled', opened.table.name);
    const told = describeFiles(opened);
    this.keep(opened.table, told.columns);
    this.onOpened(files, 'url' in source ? [] : (source.pointers ?? []), told);
    return told;
  }

  private keep(table: Table, profiles: ColumnProfile[]): void {
    this.table = table;
    this.profiles = profiles;
  }

  async rates(column: string, label: LabelConfig): Promise<ColumnRates> {
    const profile = this.profiles.find(({ name }) => name === column);
    if (!this.table || !profile) throw new UserError(`there is no column "${column}"`, 'data');
    return labelRates(this.table, profile, label);
  }

  async alarms(roles: Roles, split: SplitConfig): Promise<LeakReport> {
    if (!this.table) throw noData();
    return findLeaks(this.table, this.profiles, roles, split);
  }

  async cancel(): Promise<void> {
    this.opening?.abort();
  }

  async knownSets(): Promise<KnownSetInfo[]> {
    return knownSetInfos();
  }

  async preview(config: RunConfig, rowsFile?: File): Promise<DataPreview> {
    const { table, data } = await this.prepare(config, rowsFile);
    const shape = modelShape(data, config.model);
    // Weights that do not fit the domains are told now, not when Train is pressed.
    lossWeights(data, config.train);
    const { parameters } = new Model(shape, config.model);
    const { parameters: alone } = new Model(shape, withoutAdapters(config.model));
    const costs = parameters.costByPart();
    return {
      data: summaryOf(data, table),
      ...(data.facts && { facts: data.facts }),
      parameters: {
        total: parameters.count,
        cost: sum(Object.values(costs)),
        parts: Object.entries(parameters.countByPart()).map(([part, count]) => ({ part, parameters: count, cost: costs[part] ?? 0 })),
        backbone: { parameters: alone.count, cost: sum(Object.values(alone.costByPart())) },
      },
    };
  }

  async columnValues(column: string, missing?: readonly string[]): Promise<ColumnValues> {
    if (!this.table) throw new UserError('no data is open', 'data', 'Choose a demo or a file first.');
    return columnValues(columnFinder(this.table)(column, 'column'), missingBy(missing));
  }

  async compareDomains(config: RunConfig, rowsFile?: File, fields?: readonly string[]): Promise<DomainComparison> {
    const { table, data } = await this.prepare(config, rowsFile);
    return compareDomains(table, data, config, fields);
  }

  /**
   * The open table and its encoded rows, made once for a table and the settings that matter to them.
   *
   * @throws UserError as `preview`
   */
  async prepare(config: RunConfig, rowsFile: File | undefined): Promise<PreparedData> {
    const { table } = this;
    if (!table) throw noData();
    const key = JSON.stringify([config.data, config.split, config.seed, rowsFile?.name, rowsFile?.size, rowsFile?.lastModified]);
    if (this.encoded?.key === key && this.encoded.table === table) return this.encoded;
    const rows = rowsFile && 'rowsFile' in config.split ? await parseRowNumbers(rowsFile) : undefined;
    this.encoded = { key, table, data: encode(table, config, rows) };
    return this.encoded;
  }
}

const noData = () => new UserError('no data is open', 'data', 'Choose a demo or a file first.');

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

function describe(table: Table, rest: Pick<OpenTable, 'source' | 'columns' | 'proposed' | 'proposal'>): OpenTable {
  const { name, rows, hash, sampled, readings = [] } = table;
  // Said first: everything else is of what was kept.
  const warnings = [...(sampled ? [{ message: sampleSentence(sampled) }] : []), ...table.warnings];
  return { name, rows, hash, warnings, readings, ...(sampled && { sampled }), ...rest };
}

/** Of several files, and of a known data set, more is known than columns tell. */
function describeFiles({ table, combined, known }: Awaited<ReturnType<typeof openFiles>>): OpenTable {
  const columns = profileColumns(table);
  const found = combined ? combinedProposal(table, columns, combined, known) : { proposal: asKnown(propose(table, columns), known), warnings: [] };
  const { proposal } = found;
  const proposed = { ...proposal.roles, ...(proposal.group !== undefined && { group: proposal.group }) };
  const { warnings, ...rest } = describe(table, { source: 'file', columns, proposed, proposal });
  return { ...rest, warnings: [...warnings, ...found.warnings], ...(combined && { combined }), ...(known && { known }) };
}
