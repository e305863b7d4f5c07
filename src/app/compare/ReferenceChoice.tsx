import type { ExperimentRecord } from '../../runs/experiment/record';
import { useApp } from '../store/use-app';
import styles from './compare.module.css';

/** What the others are compared with: any contestant that has a run which is done. */
export function ReferenceChoice({ experiment: { contestants, jobs, reference } }: { experiment: ExperimentRecord }) {
  const setReference = useApp((state) => state.setReference);
  const isDone = (name: string) => jobs.some(({ contestant, outcome }) => contestant === name && outcome !== undefined);
  return (
    <label className={styles.reference}>
      Differences to
      <select value={reference} onChange={(event) => setReference(event.target.value)}>
        {contestants.map(({ name }) => (
          <option key={name} disabled={!isDone(name)}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
