import { type ReactNode, useEffect, useRef } from 'react';
import styles from './parts.module.css';
import type { SettingsPanel } from './problems';
import { SettingsOf } from './shown-fields';

/**
 * Settings in full, or what is kept, laid over the page below the strip: nothing moves when it opens or closes. It takes the focus when it opens, unless
 * the tour has it, which opens sheets only to speak of them; its opener gets it back by Escape or Close. It is not modal: Tab leads on into the page,
 * and what has been left closes (`Strip`).
 */
export function Sheet({
  title,
  settings,
  open,
  onClose,
  about,
  aboutTitle = 'What these settings mean',
  children,
}: {
  title: string;
  /** Which settings it holds, if any. */
  settings?: SettingsPanel;
  open: boolean;
  onClose: () => void;
  about: ReactNode;
  aboutTitle?: string;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (open && !document.activeElement?.closest('[data-tour]')) heading.current?.focus();
  }, [open]);
  const body = (
    <div className={styles.body}>
      {children}
      <details className={styles.about}>
        <summary>{aboutTitle}</summary>
        <div className="stack soft">{about}</div>
      </details>
    </div>
  );
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
      {settings ? (
        <SettingsOf panel={settings} folded={!open}>
          {body}
        </SettingsOf>
      ) : (
        body
      )}
    </section>
  );
}
