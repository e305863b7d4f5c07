import type { ReactNode } from 'react';
import styles from './inside.module.css';

/** A square picture, and in the room beside it what is chosen in it; below it where the page is narrow. @param hint while nothing is chosen */
export function Beside({ picture, chosen, hint }: { picture: ReactNode; chosen: ReactNode; hint: string }) {
  return (
    <div className={styles.beside}>
      {picture}
      <div className={styles.chosen}>{chosen || <p className="soft">{hint}</p>}</div>
    </div>
  );
}
