import { valueText } from '../../config/drawn';
import { nameOf, valueAt } from '../../config/settings';
import { scoreText } from '../../lib/score-text';
import { latexText, markdownText } from './formats';
import { sweepAnswer } from './sweep-answer';
import { type Ranked, ranking, type SweepState } from './sweep-scores';

/**
 * A sweep's configurations as text, the best by validation first. Validation scores alone: a test score for each would invite to choose by it.
 */
export function sweepMarkdown(state: SweepState): string {
  const { head, rows } = tableOf(state);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(markdownText).join(' | ')} |`).join('\n');
}

/** With `booktabs`. */
export function sweepLatex(state: SweepState): string {
  const { head, rows } = tableOf(state);
  const line = (cells: readonly string[]) => `${cells.map((cell) => latexText(cell).replace('±', '$\\pm$')).join(' & ')} \\\\`;
  return [`\\begin{tabular}{${'l'.repeat(head.length - 2)}rr}`, '\\toprule', line(head), '\\midrule', ...rows.map(line), '\\bottomrule', '\\end{tabular}'].join(
    '\n',
  );
}

/** Numbers in full. The test score stands with the best one only. */
export function sweepRows(state: SweepState): { columns: string[]; rows: (string | number | null)[][] } {
  const { best } = sweepAnswer(state);
  return {
    columns: ['rank', 'configuration', ...state.plan.vary.map(({ path }) => path), 'most_epochs', 'seeds', 'validation_auc', 'sd', 'test_auc'],
    rows: ranking(state).map((ranked, i) => [
      i + 1,
      ranked.contestant.name,
      ...state.plan.vary.map(({ path }) => cellOf(valueAt(ranked.contestant.config, path))),
      epochsOf(state, ranked),
      ranked.values.length,
      ranked.score,
      deviationOf(ranked),
      ranked.contestant.name === best?.contestant ? best.test : null,
    ]),
  };
}

function tableOf(state: SweepState): { head: string[]; rows: string[][] } {
  return {
    head: [...state.plan.vary.map(({ path }) => nameOf(path)), 'most epochs', 'validation AUC'],
    rows: ranking(state).map((ranked) => {
      const deviation = deviationOf(ranked);
      return [
        ...state.plan.vary.map(({ path }) => valueText(valueAt(ranked.contestant.config, path))),
        String(epochsOf(state, ranked)),
        `${scoreText(ranked.score)}${deviation === null ? '' : `±${scoreText(deviation)}`}`,
      ];
    }),
  };
}

const cellOf = (value: unknown) => (typeof value === 'number' ? value : valueText(value));
const epochsOf = ({ plan }: SweepState, { rung, contestant }: Ranked) =>
  plan.rungs.length === 1 ? (contestant.config.train?.epochs ?? (plan.rungs[0] as number)) : (plan.rungs[rung] as number);

/** Over the seeds, n − 1; null for one. */
function deviationOf({ values, score }: Ranked): number | null {
  return values.length < 2 ? null : Math.sqrt(values.reduce((sum, { value }) => sum + (value - score) ** 2, 0) / (values.length - 1));
}
