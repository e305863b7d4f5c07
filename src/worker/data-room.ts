import type { LabelConfig, Roles, RunConfig, SplitConfig } from '../config/run-config';
import {
  columnFinder,
  columnValues,
  compareDomains,
  encode,
  fetchFile,
  findLeaks,
  inSteps,
  knownSetInfos,
  labelRates,
  makeDemo,
  missingBy,
  openFiles,
  parseRowNumbers,
  profileColumns,
  profiling,
} from '../data';
import type { EncodedData, Table } from '../data/types';
import { UserError } from '../lib/user-error';
import type { ColumnProfile, ColumnRates, LeakReport } from '../protocol/columns';
import type { DataCalls, DataPreview, DataSummary, OpenSource, OpenTable, Progress } from '../protocol/data';
import type { KnownSetInfo } from '../protocol/files';
import type { ColumnValues, DomainComparison } from '../protocol/meaning';
import { countsOf } from '../training/counts';
import { summaryOf } from '../training/evaluation/summary';
import { lossWeights } from '../training/rows/loss-weights';
import { describe, describing } from './describe-table';
import { paced } from './paced';
import { sayUnreadable } from './unreadable';

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
  /** What its columns hold, by the words that were asked for last. */
  private profiled: { table: Table; by: ReturnType<typeof missingBy>; columns: Promise<ColumnProfile[]> } | undefined;
  private opening: AbortController | undefined;
  private encoded: (PreparedData & { key: string }) | undefined;
  private leaks: { table: Table; key: string; report: LeakReport } | undefined;

  /** @param onOpened told of files that could be read */
  constructor(private readonly onOpened: Opened = () => {}) {}

  async open(source: OpenSource, tell: Progress): Promise<OpenTable> {
    const onProgress = paced(tell);
    this.opening?.abort();
    this.opening = new AbortController();
    const { signal } = this.opening;
    if ('demo' in source) {
      const demo = makeDemo(source.demo, source);
      const columns = profileColumns(demo.table);
      this.keep(demo.table, columns);
      return describe(demo.table, { source: 'demo', columns, proposed: demo.roles });
    }
    const files = 'url' in source ? [source.kept ?? (await fetchFile(source.url, { onProgress, signal }))] : source.files;
    const as = 'url' in source ? undefined : source.as;
    const opened = await openFiles(files, { as, choices: source.read, sample: { seed: SAMPLE_SEED }, onProgress, signal }).catch(sayUnreadable);
    const told = await inSteps(describing(opened), (share) => {
      if (signal.aborted) throw new UserError('reading was cancelled', opened.table.name);
      onProgress({ phase: 'columns', done: share, total: 1, rows: opened.table.rows });
    });
    this.keep(opened.table, told.columns);
    this.onOpened(files, 'url' in source ? [] : (source.pointers ?? []), told);
    return told;
  }

  private keep(table: Table, columns: ColumnProfile[]): void {
    this.table = table;
    this.profiled = { table, by: missingBy(undefined), columns: Promise.resolve(columns) };
  }

  /** What the open table's columns hold: looked at once for the same words. */
  private profilesBy(table: Table, missing: readonly string[] | undefined): Promise<ColumnProfile[]> {
    const by = missingBy(missing);
    if (this.profiled?.table !== table || this.profiled.by !== by) this.profiled = { table, by, columns: inSteps(profiling(table, by), () => {}) };
    return this.profiled.columns;
  }

  async rates(column: string, label: LabelConfig, missing?: readonly string[]): Promise<ColumnRates> {
    const { table } = this;
    if (!table) throw noData();
    // Finding it says what it may have been meant by.
    const { name } = columnFinder(table)(column, 'column');
    const profile = (await this.profilesBy(table, missing)).find((each) => each.name === name) as ColumnProfile;
    return labelRates(table, profile, label, missingBy(missing));
  }

  async profiles(missing?: readonly string[]): Promise<ColumnProfile[]> {
    if (!this.table) throw noData();
    return this.profilesBy(this.table, missing);
  }

  async alarms(roles: Roles, split: SplitConfig, missing?: readonly string[]): Promise<LeakReport> {
    if (!this.table) throw noData();
    return this.leaksOf(this.table, roles, split, missing);
  }

  /** What a run on the open table should say of itself. @throws UserError as `alarms` */
  async alarmsOf({ data, split }: RunConfig): Promise<Pick<DataSummary, 'alarms'>> {
    // Demo sets are made without columns that give their own label away.
    if (!this.table || data.label.column === this.table.trueLabel) return {};
    const { alarms } = await this.leaksOf(this.table, data, split, data.missing);
    return alarms.length > 0 ? { alarms } : {};
  }

  /** Found once for the roles, the split and the words for a missing value. */
  private async leaksOf(table: Table, { label, domain, sparse, dense }: Roles, split: SplitConfig, missing?: readonly string[]): Promise<LeakReport> {
    const roles = { label, domain, sparse, dense };
    const key = JSON.stringify([roles, split, missing]);
    if (this.leaks?.table === table && this.leaks.key === key) return this.leaks.report;
    const report = findLeaks(table, await this.profilesBy(table, missing), roles, split, missingBy(missing));
    this.leaks = { table, key, report };
    return report;
  }

  async cancel(): Promise<void> {
    this.opening?.abort();
  }

  async knownSets(): Promise<KnownSetInfo[]> {
    return knownSetInfos();
  }

  async preview(config: RunConfig, rowsFile?: File): Promise<DataPreview> {
    const { table, data } = await this.prepare(config, rowsFile);
    // Weights that do not fit the domains are told now, not when Train is pressed.
    lossWeights(data, config.train);
    return {
      data: summaryOf(data, table),
      ...(data.facts && { facts: data.facts }),
      parameters: countsOf(config, data),
    };
  }

  async columnValues(column: string, missing?: readonly string[]): Promise<ColumnValues> {
    if (!this.table) throw noData();
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
