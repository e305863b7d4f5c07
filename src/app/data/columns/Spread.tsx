import { isolated } from '../../../lib/isolated';
import type { ColumnProfile } from '../../../protocol/columns';
import styles from './columns.module.css';
import { dayText, numberText, percentText } from './number-text';

const [WIDTH, HEIGHT] = [96, 24];
const MOST_SHOWN = 100;

/** How a column's rows lie, small: its histogram, or the shares of its most frequent values. */
export function Spread({ profile, rows }: { profile: ColumnProfile; rows: number }) {
  const counts = profile.histogram?.rows ?? profile.top.map((each) => each.rows);
  if (counts.length === 0) return null;
  const most = Math.max(...counts);
  const step = WIDTH / Math.max(counts.length, 10);
  return (
    <span className={styles.spread}>
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
        {counts.map((count, i) => {
          const height = count === 0 ? 0 : Math.max(1, (HEIGHT * count) / most);
          // biome-ignore lint/suspicious/noArrayIndexKey: bars do not move.
          return <rect key={i} x={i * step} y={HEIGHT - height} width={Math.max(1, step - 1)} height={height} />;
        })}
      </svg>
      <span className={styles.sample}>{spreadText(profile, rows)}</span>
    </span>
  );
}

/** The rest does not fit, and a value may be as long as a page. */
const cut = (value: string) => (value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value);

function spreadText({ min, max, top, histogram, from, to }: ColumnProfile, rows: number): string {
  if (from !== undefined && to !== undefined) return `${dayText(from)} to ${dayText(to)}`;
  if (histogram && min !== undefined && max !== undefined) return `${numberText(min)} to ${numberText(max)}${histogram.scale === 'log' ? ', log' : ''}`;
  const [first] = top;
  return first ? `${isolated(cut(first.value))}: ${percentText(first.rows / rows)}` : '';
}
