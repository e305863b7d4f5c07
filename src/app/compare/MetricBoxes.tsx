import { METRIC_NAMES } from '../../runs/experiment/answer';
import { METRICS, type Metric } from '../../runs/experiment/outcome';
import { useApp } from '../store/use-app';
import { useChoice } from './choice-state';
import styles from './compare.module.css';

/** What is looked at. The more it is, the more is corrected for. @param known metrics that there are; left out: as the settings say */
export function MetricBoxes({ known }: { known?: readonly Metric[] }) {
  const { choice, change } = useChoice();
  const users = useApp((state) => Boolean(state.roles.group));
  const offered = known ?? METRICS.filter((metric) => metric !== 'perUser' || users);
  const toggle = (metric: Metric) => {
    const next = METRICS.filter((each) => (each === metric) !== choice.metrics.includes(each));
    change({ metrics: next.filter((each) => offered.includes(each)) });
  };
  return (
    <fieldset className={styles.metrics}>
      <legend>Metrics in the table</legend>
      {offered.map((metric) => {
        const only = choice.metrics.filter((each) => offered.includes(each)).length === 1 && choice.metrics.includes(metric);
        return (
          <label key={metric} title={only ? 'One has to stay.' : undefined}>
            <input type="checkbox" checked={choice.metrics.includes(metric)} disabled={only} onChange={() => toggle(metric)} />
            {METRIC_NAMES[metric]}
          </label>
        );
      })}
    </fieldset>
  );
}
