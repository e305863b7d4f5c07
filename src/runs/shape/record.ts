import { RUN_PHASES } from '../../protocol/run';
import { RECORD_VERSION, type RunRecord } from '../record';
import { looks, probes, rankHistory } from './looks';
import { ablation, calibration, comparison, evaluation, modelRecord, strengths } from './results';
import { entries, fields, list, must, number, oneOf, type Shape, text, whole } from './shape';

const ENGINES = ['webgpu', 'wasm', 'cpu'];
const MOST_DOMAINS = 10_000;

const domain = fields({ name: text(), rows: whole(), positives: whole() });
const alarm = fields(
  {
    kind: oneOf(['copy', 'predicts', 'one label', 'row number', 'time']),
    column: text(),
    message: text(),
    advice: oneOf(['leave out', 'split by time']),
  },
  { auc: number(0, 1) },
);

const summary: Shape = (value, path) => {
  fields({ domains: list(domain, { most: MOST_DOMAINS }) })(value, path);
  const { length } = (value as { domains: unknown[] }).domains;
  must(length > 0, `${path}.domains`);
  fields(
    {
      name: text(),
      tableRows: whole(),
      hash: text(),
      rows: whole(),
      split: fields({ train: whole(), val: whole(), test: whole() }),
      vocabulary: entries(whole()),
      leftOut: list(fields({ reason: text(), rows: whole() }), { most: 10_000 }),
      warnings: list(text(), { most: 10_000 }),
    },
    { positive: text(), alarms: list(alarm, { most: 10_000 }), bestPossible: evaluation(length) },
  )(value, path);
};

const head = fields(
  { version: oneOf([RECORD_VERSION]), id: text(1000), phase: oneOf(RUN_PHASES) },
  {
    recorded: text(1000),
    message: text(),
    opened: text(1000),
    data: summary,
    engine: fields({ name: oneOf(ENGINES), adapter: text(), reason: text() }),
    interruptions: list(fields({ epoch: number(0), why: oneOf(['device', 'worker', 'page']) }, { before: oneOf(ENGINES) }), { most: 100_000 }),
  },
);

/**
 * Whether a run can be shown: all its parts are there, and as long as the parts that they belong to. Its configuration is checked by whoever
 * knows configurations.
 *
 * @throws Misshapen with the path of what is wrong
 */
export function checkRun(run: unknown): asserts run is RunRecord {
  head(run, '');
  const { data, probes: probed } = run as Partial<RunRecord>;
  const domains = data?.domains.length ?? 0;
  modelRecord(domains)(run, '');
  const { epochs, test } = run as RunRecord;
  // What was measured is of some data.
  must(data !== undefined || (epochs.length === 0 && test === undefined), 'data');
  fields({}, { probes: probes(domains) })(run, '');
  fields(
    { looks: looks(domains, probed?.rows.length ?? 0) },
    {
      baseline: modelRecord(domains),
      comparison: comparison(domains),
      ablation: ablation(domains),
      calibration: calibration(domains),
      strengths: strengths(domains),
      authorsStart: rankHistory(domains),
    },
  )(run, '');
}
