import { completeRunConfig } from '../../config/complete';
import type { Experiment } from '../../config/experiment';
import { overlay } from '../../config/overlay';
import type { EngineChoice, RunConfig, RunConfigInput } from '../../config/run-config';
import type { OpenTable } from '../../protocol/data';
import type { EngineName } from '../../protocol/engine';
import { newExperiment } from '../../runs/experiment/queue';
import type { ExperimentRecord } from '../../runs/experiment/record';

/** What the page says of the rows: its data, their roles, and the split. */
type Rows = Pick<RunConfig, 'data' | 'split'>;

let begun = 0;

/**
 * The record of an experiment on the data that are open: its contestants have every setting, so that it can go on whenever and wherever it
 * is read again. What a contestant leaves out about the rows is as on the page.
 *
 * @param engine what `auto` takes here: all runs have the same engine, since only that gives the same bits
 * @throws ConfigError where the settings of a contestant contradict each other
 */
export function beginExperiment(
  { contestants, seeds, reference, sweep }: Experiment,
  rows: Rows,
  { name, hash, rows: count, columns }: OpenTable,
  engine: EngineName,
): ExperimentRecord {
  const complete = (config: RunConfigInput): RunConfig => {
    const { source } = rows.data;
    const said = overlay(overlay({ data: rows.data, split: rows.split }, config), {
      data: { source },
      train: { baseline: false },
      engine: onOne(config.engine, engine),
    });
    return completeRunConfig(said, rows.data);
  };
  const completed = contestants.map((each) => ({ ...each, config: complete(each.config) }));
  const now = Date.now();
  return newExperiment(
    { contestants: completed, seeds, reference, ...(sweep && { sweep }) },
    { id: `x${now.toString(36)}-${++begun}`, began: now, data: { name, hash, rows: count, columns: columns.length } },
  );
}

const onOne = (choice: EngineChoice | undefined, engine: EngineName): EngineChoice => (choice === undefined || choice === 'auto' ? engine : choice);
