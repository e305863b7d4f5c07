import { METRICS } from './names';
import type { MetricName } from './series';
import styles from './watch.module.css';

/** AUC or LogLoss. @param name of the radio buttons @param legend what is chosen, for who does not see it */
export function MetricChoice({ name, legend, metric, onChange }: { name: string; legend: string; metric: MetricName; onChange: (metric: MetricName) => void }) {
  return (
    <fieldset className={styles.choice}>
      <legend className="hidden">{legend}</legend>
      {(Object.keys(METRICS) as MetricName[]).map((each) => (
        <label key={each}>
          <input type="radio" name={name} checked={metric === each} onChange={() => onChange(each)} />
          {METRICS[each].unit}
        </label>
      ))}
    </fieldset>
  );
}
