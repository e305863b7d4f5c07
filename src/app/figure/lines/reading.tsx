import picture from '../picture.module.css';
import styles from './lines.module.css';
import { type LineSeries, valueText, xText } from './series';

/** What stands around a line chart: what it says under the pointer, and what its lines mean. */

export function Reading({
  named,
  xName,
  yName,
  at,
  x,
  held,
}: {
  named: readonly LineSeries[];
  xName: string;
  yName: string;
  at: number;
  x: number;
  held: boolean;
}) {
  return (
    <div className={picture.reading}>
      <b>
        {xName} {xText(x)}, {yName}
      </b>
      {named.map(({ name, values }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may share a name.
        <div key={i}>
          {name} {valueText(values, at, held)}
        </div>
      ))}
    </div>
  );
}

export function Key({ series }: { series: readonly LineSeries[] }) {
  return (
    <ul className={styles.key}>
      {series.map(({ name, colour, dash }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may share a name.
        <li key={i}>
          <svg width="24" height="8" aria-hidden="true">
            <line x1="0" x2="24" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
