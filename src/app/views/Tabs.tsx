import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { keepInView } from '../parts/keep-in-view';
import { useParts } from '../store/use-app';
import { VIEWS, type ViewName } from '../store/views';
import { VIEW_INFO } from './view-info';
import styles from './views.module.css';

/** The views as tabs: arrow keys, Home and End move between them (WAI-ARIA’s tabs pattern). */
export function Tabs({ children }: { children: ReactNode }) {
  const { view, show, brought } = useParts('view', 'show', 'brought');
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(brought);
  useEffect(() => {
    if (before.current === brought || !list.current) return;
    before.current = brought;
    list.current.querySelector<HTMLElement>('[aria-selected="true"]')?.focus({ preventScroll: true });
    return keepInView(list.current);
  }, [brought]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = VIEWS.indexOf(view);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: VIEWS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = VIEWS[(to + VIEWS.length) % VIEWS.length] as ViewName;
    show(next, true);
    event.currentTarget.querySelector<HTMLElement>(`[data-view="${next}"]`)?.focus();
  };
  return (
    <>
      <div ref={list} role="tablist" aria-label="Views" className={styles.tabs} onKeyDown={onKeyDown}>
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`${id}-${each}`}
            data-view={each}
            aria-selected={each === view}
            aria-controls={`${id}-panel`}
            tabIndex={each === view ? 0 : -1}
            onClick={() => show(each)}
          >
            {VIEW_INFO[each].title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${view}`} className={styles.view}>
        <h2 data-print="only">{VIEW_INFO[view].title}</h2>
        <p className={styles.answers}>{VIEW_INFO[view].answers}</p>
        {children}
      </div>
    </>
  );
}
