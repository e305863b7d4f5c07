import type { ReactNode } from 'react';
import styles from './parts.module.css';

/** A framed part of the page. @param heading whether its title stands on the page too; a figure in it may say it already */
export function Panel({ title, heading = true, children }: { title: string; heading?: boolean; children: ReactNode }) {
  return (
    <section aria-label={title} className={styles.panel}>
      {heading && (
        <header className={styles.header}>
          <h2>{title}</h2>
        </header>
      )}
      <div className={styles.body}>{children}</div>
    </section>
  );
}
