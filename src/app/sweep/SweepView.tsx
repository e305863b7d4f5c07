import { useMemo } from 'react';
import { valueText } from '../../config/drawn';
import { nameOf, settingAt, valueAt } from '../../config/settings';
import { toCsv } from '../../exports/csv';
import { scoreText } from '../../lib/score-text';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { sweepAnswer } from '../../runs/experiment/sweep-answer';
import { sweepLatex, sweepMarkdown, sweepRows } from '../../runs/experiment/sweep-formats';
import { sweepPoints } from '../../runs/experiment/sweep-points';
import { ranking, sweepOf } from '../../runs/experiment/sweep-scores';
import { CaptionContext } from '../figure/caption';
import { CopyButton } from '../parts/CopyButton';
import { Table } from '../parts/Table';
import { ParallelFigure } from './ParallelFigure';
import { SettingFigure } from './SettingFigure';
import styles from './sweep.module.css';

/** What a sweep has found: the answer, its configurations, its pictures. Nothing of an experiment that is none. */
export function SweepView({ record }: { record: ExperimentRecord }) {
  const done = record.jobs.filter(({ outcome, state }) => outcome || state === 'failed').length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it changes with what is done, not with what is under way.
  const state = useMemo(() => sweepOf(record), [record.id, done, record.jobs.map(({ outcome }) => outcome?.mostEpochs).join()]);
  const found = useMemo(() => state && { answer: sweepAnswer(state), points: sweepPoints(state), ranked: ranking(state) }, [state]);
  if (!state || !found) return null;
  const { answer, points, ranked } = found;
  const { vary, rungs } = state.plan;
  return (
    <section className={styles.sweep} aria-label="What the sweep has found" data-own>
      <div className={styles.answer} role="status">
        {answer.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {points && (
        <>
          <Table
            caption="Configurations, the best by validation first"
            shape="tall"
            columns={[
              'Rank',
              ...vary.map(({ path }) => ({ head: nameOf(path), title: settingAt(path).title })),
              ...(rungs.length > 1 ? [{ head: 'most epochs', number: true }] : []),
              { head: 'validation AUC', number: true },
            ]}
            rows={ranked.map(({ contestant, rung, score }, i) => ({
              key: contestant.name,
              cells: [
                i + 1,
                ...vary.map(({ path }) => <bdi key={path}>{valueText(valueAt(contestant.config, path))}</bdi>),
                ...(rungs.length > 1 ? [rungs[rung]] : []),
                scoreText(score),
              ],
            }))}
          />
          <div className="row" data-print="hide">
            <span className="soft">Copy as</span>
            <CopyButton label="Markdown" text={() => `${answer.sentences.join(' ')}\n\n${sweepMarkdown(state)}\n`} />
            <CopyButton label="LaTeX" text={() => sweepLatex(state)} />
            <CopyButton label="CSV" text={() => toCsv(sweepRows(state))} />
          </div>
          <CaptionContext value={`${record.data.name} · ${ranked.length} configurations, ${state.seeds.length} seeds`}>
            <SettingFigure points={points} />
            {vary.length > 1 && <ParallelFigure points={points} />}
          </CaptionContext>
        </>
      )}
    </section>
  );
}
