import type { ExperimentRecord } from '../../runs/experiment/record';
import type { ExperimentTable } from '../../runs/experiment/table';
import { CostFigure } from './CostFigure';
import styles from './compare.module.css';
import { DetectableFigure } from './DetectableFigure';
import { DifferencesFigure } from './DifferencesFigure';
import { SeedCurvesFigure } from './SeedCurvesFigure';

/** What the table says, to be seen. */
export function Pictures({ table, experiment }: { table: ExperimentTable; experiment: ExperimentRecord }) {
  const compared = table.tables.some(({ rows }) => rows.some(({ cells }) => cells.some(({ difference }) => difference)));
  return (
    <div className={styles.pictures} data-own>
      {compared && <DifferencesFigure table={table} />}
      <SeedCurvesFigure table={table} experiment={experiment} />
      {compared && <CostFigure table={table} experiment={experiment} />}
      {compared && <DetectableFigure table={table} />}
    </div>
  );
}
