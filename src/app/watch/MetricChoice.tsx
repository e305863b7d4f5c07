import { METRICS, type MetricName } from '../../runs/words/names';
import styles from './watch.module.css';

/** Which of the metrics is shown. @param name of the radio buttons @param legend what is chosen, for who does not see it @param of that there are */
export function MetricChoice({
  name,
  legend,
  of,
  metric,
  onChange,
}: {
  name: string;
  legend: string;
  of: readonly MetricName[];
  metric: MetricName;
  onChange: (metric: MetricName) => void;
}) {
  return (
    <fieldset className={styles.choice} data-tool>
      <legend className="hidden">{legend}</legend>
      {of.map((each) => (
        <label key={each}>
          <input type="radio" name={name} checked={metric === each} onChange={() => onChange(each)} />
          {METRICS[each].unit}
        </label>
      ))}
    </fieldset>
  );
}
