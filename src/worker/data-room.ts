import type { RunConfig } from '../config/run-config';
import { columnFinder, columnValues, compareDomains, encode, makeDemo, missingBy, parseRowNumbers, profileColumns, proposeRoles, readTable } from '../data';
import type { EncodedData, Table } from '../data/types';
import { UserError } from '../lib/user-error';
import { Model, withoutAdapters } from '../model/model';
import type { DataCalls, DataPreview, OpenSource, OpenTable, Progress } from '../protocol/data';
import type { ColumnValues, DomainComparison } from '../protocol/meaning';
import { summaryOf } from '../training/evaluation/summary';
import { modelShape } from '../training/rows/batch';
import { lossWeights } from '../training/rows/loss-weights';

/** A table, and what a configuration has made of it. */
export interface PreparedData {
  table: Table;
  data: EncodedData;
}

/** The one open table. */
export class DataRoom implements DataCalls {
  private table: Table | undefined;
  private opening: AbortController | undefined;
  private encoded: (PreparedData & { key: string }) | undefined;

  async open(source: OpenSource, onProgress: Progress): Promise<OpenTable> {
    this.opening?.abort();
    this.opening = new AbortController();
    const { signal } = this.opening;
    if ('demo' in source) {
      const demo = makeDemo(source.demo, source);
      this.table = demo.table;
      return describe(demo.table, { source: 'demo', proposed: demo.roles });
    }
    const table = await readTable(source.file, { onProgress, signal });
    // It may have been given up when all was read already.
    if (signal.aborted) throw new UserError('reading was cancelled', source.file.name);
    this.table = table;
    return describe(table, { source: 'file', proposed: proposeRoles(table) });
  }

  async cancel(): Promise<void> {
    this.opening?.abort();
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
    if (!table) throw new UserError('no data is open', 'data', 'Choose a demo or a file first.');
    const key = JSON.stringify([config.data, config.split, config.seed, rowsFile?.name, rowsFile?.size, rowsFile?.lastModified]);
    if (this.encoded?.key === key && this.encoded.table === table) return this.encoded;
    const rows = rowsFile && 'rowsFile' in config.split ? await parseRowNumbers(rowsFile) : undefined;
    this.encoded = { key, table, data: encode(table, config, rows) };
    return this.encoded;
  }
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

function describe(table: Table, rest: Pick<OpenTable, 'source' | 'proposed'>): OpenTable {
  return { name: table.name, rows: table.rows, hash: table.hash, columns: profileColumns(table), warnings: table.warnings, ...rest };
}
