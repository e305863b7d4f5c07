import type { RunConfigInput } from '../config/run-config';
import { type AuthorsModel, authorsConfig, sayOrder } from '../exports/authors-model';
import type { OpenTable } from '../protocol/data';
import type { ProgressShow } from './progress';

/**
 * The settings of a model whose names and shapes alone are known, on the open data; what these do not tell is said.
 *
 * @param from the model's file, for errors
 * @throws UserError, ConfigError as `authorsConfig`
 */
export function asAuthors(model: AuthorsModel, config: RunConfigInput, table: OpenTable, from: string, show: Pick<ProgressShow, 'line'>): RunConfigInput {
  const { config: fitted, order } = authorsConfig(model, config, table, from);
  if (!model.ordered) show.line(`Note: ${sayOrder(from, order)}`);
  return fitted;
}
