import { type ReactNode, useEffect, useRef } from 'react';
import styles from './parts.module.css';
import type { SettingsPanel } from './problems';
import { SettingsOf } from './shown-fields';

/**
 * Settings in full, laid over the page below the strip: nothing moves when it opens or closes. It takes the focus when it opens, unless
 * the tour has it, which opens sheets only to speak of them; its opener gets it back by Escape or Close.
 */
export function Sheet({
  title,
  settings,
  open,
  onClose,
  about,
  children,
}: {
  title: string;
  /** Which settings it holds. */
  settings: SettingsPanel;
  open: boolean;
  onClose: () => void;
  about: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (open && !document.activeElement?.closest('[data-tour]')) heading.current?.focus();
  }, [open]);
  return (
    <section
      aria-label={title}
      className={styles.sheet}
      hidden={!open}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={styles.header}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" onClick={onClose}>
          Close<span className="hidden"> {title}</span>
        </button>
      </header>
      <SettingsOf panel={settings} folded={!open}>
        <div className={styles.body}>
          {children}
          <details className={styles.about}>
            <summary>What these settings mean</summary>
            <div className="stack soft">{about}</div>
          </details>
        </div>
      </SettingsOf>
    </section>
  );
}
