import { toCsv } from '../exports/csv';
import { UserError } from '../lib/user-error';
import type { RunRecord } from '../runs/record';
import { curvesTable } from '../runs/report/curves';
import { insideJson } from '../runs/report/inside-json';
import { insideTable } from '../runs/report/inside-table';
import { runReport } from '../runs/report/run-report';
import type { TextExport } from './export-arguments';

const MAKE: Record<TextExport, (run: RunRecord) => string> = {
  report: runReport,
  curves: (run) => toCsv(curvesTable(run)),
  inside: insideJson,
  'inside-table': (run) => toCsv(insideTable(run)),
  config: ({ config }) => `${JSON.stringify(config, null, 2)}\n`,
};

/**
 * A file of a run, as text.
 *
 * @throws UserError where inside data are asked for and the run holds none, with where to get them
 */
export function madeOfRun(as: TextExport, run: RunRecord): string {
  if (as.startsWith('inside')) {
    const refusal = insideRefusal(run);
    if (refusal) throw refusal;
  }
  return MAKE[as](run);
}

/** Looks, or what was measured of the model without one: each alone is worth a file. */
function insideRefusal({ looks, ablation, calibration, strengths, config }: RunRecord): UserError | undefined {
  if (looks.length > 0 || ablation || calibration || strengths) return undefined;
  if (config.model.adapters.length === 0)
    return new UserError('this run holds no looks inside, since its model has no adapters', 'RUN', 'Name a run with HAMUR.');
  return new UserError(
    'this run holds no looks inside: none was asked for',
    'RUN',
    'Train it again: `npm run train -- --out` takes one unless `--inside none` says otherwise.',
  );
}
