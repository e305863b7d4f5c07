import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useApp } from '../store/use-app';
import styles from './parts.module.css';
import { type SettingsPanel, sayOnPage, unsaid } from './problems';

interface Shown {
  /** Whether what stands here can be seen: no panel and no fold above is closed. */
  visible: boolean;
  /** A field says that it says what is wrong at its path. @returns what takes that back */
  claim: (path: string) => () => void;
}

const ShownContext = createContext<Shown>({ visible: false, claim: () => () => {} });

/** The settings of a panel, below the problems that none of the fields in it says. */
export function SettingsOf({ panel, folded, children }: { panel: SettingsPanel; folded: boolean; children: ReactNode }) {
  const [paths, setPaths] = useState<readonly string[]>([]);
  const claim = useCallback((path: string) => {
    setPaths((now) => [...now, path]);
    return () => setPaths((now) => now.toSpliced(now.indexOf(path), 1));
  }, []);
  const shown = useMemo(() => ({ visible: !folded, claim }), [folded, claim]);
  const problems = useApp((state) => state.problems);
  const rest = unsaid(problems, panel, paths);
  return (
    <ShownContext value={shown}>
      {rest.length > 0 && (
        <ul className={`error ${styles.problems}`} role="alert">
          {rest.map((problem) => (
            <li key={problem.path + problem.message}>{sayOnPage(problem)}</li>
          ))}
        </ul>
      )}
      {children}
    </ShownContext>
  );
}

/** Says that the field at `path` shows what is wrong there, as long as it can be seen. */
export function useClaim(path: string | undefined): void {
  const { visible, claim } = useContext(ShownContext);
  useEffect(() => (visible && path !== undefined ? claim(path) : undefined), [visible, claim, path]);
}

/** Settings that most leave as they are; closed, they are not seen. */
export function Fold({ summary, className, open: first = false, children }: { summary: ReactNode; className?: string; open?: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(first);
  const { visible, claim } = useContext(ShownContext);
  const shown = useMemo(() => ({ visible: visible && open, claim }), [visible, open, claim]);
  return (
    <details className={className} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      <ShownContext value={shown}>{children}</ShownContext>
    </details>
  );
}
