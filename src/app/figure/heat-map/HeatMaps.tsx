import type { ReactNode } from 'react';
import type { Matrix } from '../../../lib/matrix';
import { HeatMap } from './HeatMap';
import styles from './heat-map.module.css';

/** Heat maps side by side on one scale, each under its title; `name` says in words what it shows. */
export function HeatMaps({ maps, scale }: { maps: readonly { key: string; title: ReactNode; name: string; matrix: Matrix }[]; scale: number }) {
  return (
    <div className={styles.maps}>
      {maps.map(({ key, title, name, matrix }) => (
        <div key={key} className={styles.one}>
          <span className={styles.title}>{title}</span>
          <HeatMap name={name} matrix={matrix} scale={scale} />
        </div>
      ))}
    </div>
  );
}
