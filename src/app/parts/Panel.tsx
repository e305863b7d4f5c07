import { type ReactNode, useId } from 'react';
import styles from './parts.module.css';
import type { SettingsPanel } from './problems';
import { SettingsOf } from './shown-fields';

/** A panel of the page. `folded` hides its body behind a button; what it is about can always be unfolded. */
export function Panel({
  title,
  label = title,
  about,
  folded,
  onFold,
  aside,
  settings,
  children,
}: {
  title: string;
  label?: string;
  about: ReactNode;
  folded?: boolean;
  onFold?: (folded: boolean) => void;
  aside?: ReactNode;
  /** Where the panel holds settings: which ones. */
  settings?: SettingsPanel;
  children: ReactNode;
}) {
  const id = useId();
  const body = (
    <div id={id} hidden={folded} className={styles.body}>
      {children}
      <details className={styles.about}>
        <summary>What am I looking at?</summary>
        <div className="stack soft">{about}</div>
      </details>
    </div>
  );
  return (
    <section aria-label={label} className={styles.panel}>
      <header className={styles.header}>
        <h2>{title}</h2>
        {aside}
        {onFold && (
          <button type="button" className={styles.fold} aria-expanded={!folded} aria-controls={id} onClick={() => onFold(!folded)}>
            {folded ? 'Unfold' : 'Fold'}
            <span className="hidden"> {title}</span>
          </button>
        )}
      </header>
      {settings ? (
        <SettingsOf panel={settings} folded={folded ?? false}>
          {body}
        </SettingsOf>
      ) : (
        body
      )}
    </section>
  );
}
