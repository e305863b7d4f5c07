import { shapePath } from '../figure/scatter/marks';
import styles from './inside.module.css';
import type { PointLooks } from './map/point-colours';

/** What the colours and shapes of points mean. */
export function PointKey({ entries }: { entries: PointLooks['key'] }) {
  return (
    <ul className={styles.key}>
      {entries.map(({ name, colour, shape }) => (
        <li key={name}>
          <svg width="12" height="12" aria-hidden="true">
            <path d={shapePath(shape, 6, 6, 4)} fill={colour} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
