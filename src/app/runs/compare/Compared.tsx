import { useMemo } from 'react';
import { useParts } from '../../store/use-app';
import type { ListedRun } from '../listed';
import { fullNames } from '../names';
import styles from '../runs.module.css';
import { CurvesOverlay } from './CurvesOverlay';
import { DifferencesTable } from './DifferencesTable';
import { InsideBoth } from './InsideBoth';
import { MetricsTable } from './MetricsTable';
import { type ComparedRun, coloursOf } from './overlay';
import { useRecords } from './use-records';

/** With more, lines and columns can be told apart no longer. */
const MOST = 12;

/** What tells the chosen runs apart: their settings, metrics, curves, and of two of them what is inside. */
export function Compared({ runs: all }: { runs: readonly ListedRun[] }) {
  const { chosenRuns } = useParts('chosenRuns');
  const chosen = useMemo(() => {
    const byId = new Map(all.map((run) => [run.id, run]));
    return chosenRuns.flatMap((id) => byId.get(id) ?? []);
  }, [all, chosenRuns]);
  const shown = useMemo(() => (chosen.length < 2 ? [] : chosen.slice(0, MOST)), [chosen]);
  const read = useRecords(shown);
  const names = useMemo(() => fullNames(shown), [shown]);
  if (shown.length === 0) return null;
  const nameOf = (id: string) => names.get(id) ?? '';
  const colours = coloursOf(shown.map(({ colour }) => colour));
  const compared = shown.flatMap(({ id }, i): ComparedRun[] => {
    const found = read.get(id);
    return found && 'run' in found ? [{ id, name: nameOf(id), run: found.run, colour: colours[i] as number }] : [];
  });
  const failed = shown.flatMap(({ id }) => {
    const found = read.get(id);
    return found && 'error' in found ? [{ id, error: found.error }] : [];
  });
  return (
    <section aria-label="Comparison" className={styles.compared} data-own>
      <h2>{chosen.length > MOST ? `The first ${MOST} of ${chosen.length} chosen runs` : `${shown.length} runs`} side by side</h2>
      <DifferencesTable runs={shown} nameOf={nameOf} colours={colours} />
      {failed.map(({ id, error }) => (
        <p key={id} className="error" role="alert">
          “<bdi>{nameOf(id)}</bdi>” cannot be read: {error}
        </p>
      ))}
      {compared.length + failed.length < shown.length && (
        <p className="soft" role="status">
          Reading the runs …
        </p>
      )}
      {compared.length > 1 && (
        <>
          <MetricsTable runs={compared} />
          <CurvesOverlay runs={compared} />
          {compared.length === 2 && shown.length === 2 ? (
            <InsideBoth key={compared.map(({ id }) => id).join()} runs={compared as [ComparedRun, ComparedRun]} />
          ) : (
            shown.length > 2 && <p className="soft">Choose two runs, and no more, to see side by side what is inside of them.</p>
          )}
        </>
      )}
    </section>
  );
}
