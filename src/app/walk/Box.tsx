import { memo, type ReactNode } from 'react';
import type { Rect } from './layout';
import type { BoxName } from './steps';
import styles from './walk.module.css';

/** A box of the diagram: a button that opens its step. */
export const Box = memo(function Box({
  name,
  title,
  rect,
  state,
  changed,
  caption,
  label,
  focusable,
  onOpen,
  children,
}: {
  name: BoxName;
  title: string;
  rect: Rect;
  /** Where it stands to the step that is told. */
  state: 'ahead' | 'reached' | 'now';
  /** Whether it differs from what it is set beside; undefined where nothing is. */
  changed: boolean | undefined;
  caption: string;
  label: string;
  focusable: boolean;
  onOpen: (box: BoxName) => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.box}
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
      data-box={name}
      data-print="show"
      data-state={state}
      data-changed={changed}
      aria-current={state === 'now' ? 'step' : undefined}
      aria-label={label}
      tabIndex={focusable ? 0 : -1}
      onClick={() => onOpen(name)}
    >
      <span className={styles.boxTitle}>{title}</span>
      <span className={styles.boxBody}>{children}</span>
      <span className={styles.boxCaption}>{caption}</span>
    </button>
  );
});
