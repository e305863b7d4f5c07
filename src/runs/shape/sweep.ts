import { SWEEP_KINDS } from '../../config/sweep';
import { parseVary } from '../../config/vary';
import { both, fields, flag, list, must, number, oneOf, orNull, type Shape, text, whole } from './shape';

const MOST_EPOCHS = 10_000;

/** One setting of a sweep: what a file may say, with its path beside it. */
const vary: Shape = (value, path) => {
  fields({ path: text(200) }, { values: list(() => {}, { most: 1000 }) })(value, path);
  const { path: setting, values, ...range } = value as { path: string; values?: unknown[] };
  const problems: Parameters<typeof parseVary>[2] = [];
  parseVary({ [setting]: values ?? range }, '', problems);
  must(problems.length === 0, path);
};

const rising: Shape = (value, path) => {
  const rungs = value as number[];
  must(rungs.length > 0 && rungs.every((rung, i) => i === 0 || rung > (rungs[i - 1] as number)), path);
};

/** What an experiment says of the sweep that it is. */
export const sweepPlan: Shape = fields({
  how: oneOf(SWEEP_KINDS),
  vary: both(list(vary, { most: 100 }), (value, path) => must((value as unknown[]).length > 0, path)),
  rungs: both(list(whole(1, MOST_EPOCHS), { most: 20 }), rising),
  keep: whole(2, 10),
});

/** What later versions have added to what a run came to, of so many domains. */
export function addedToOutcome(domains: number): Shape {
  const score = orNull(number(0));
  const scores = fields({ mean: score, all: score, byDomain: list(score, domains) });
  return fields(
    {},
    {
      aucErrors: scores,
      perUserErrors: scores,
      validation: fields({ auc: scores, logLoss: scores }),
      splitBySeed: flag,
      mostEpochs: whole(1, MOST_EPOCHS),
      testedLast: flag,
      machine: text(16),
    },
  );
}
