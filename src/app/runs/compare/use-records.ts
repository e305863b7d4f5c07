import { useEffect, useState } from 'react';
import { errorText } from '../../../lib/error-text';
import type { RunRecord } from '../../../runs/record';
import { usePlayground } from '../../store/use-app';
import type { ListedRun } from '../listed';

/** The record of a run, or why it cannot be read. */
type Read = { run: RunRecord } | { error: string };

/**
 * The records of some runs by id; those that are on their way are left out. Each is read once, and again when it was kept anew, as one that
 * is being trained is: until then the one before stays.
 */
export function useRecords(listed: readonly ListedRun[]): ReadonlyMap<string, Read> {
  const { store, session } = usePlayground();
  const [known, setKnown] = useState<ReadonlyMap<string, { saved: number; read: Read }>>(new Map());
  const wanted = listed.map(({ id, saved }) => `${id} ${saved}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` says which runs these are.
  useEffect(() => {
    let gone = false;
    const recordOf = async (id: string): Promise<RunRecord> => {
      const { run, visitRuns, storedRuns } = store.getState();
      const here = [...(run ? [run] : []), ...visitRuns, ...Object.values(storedRuns)].find((each) => each.id === id);
      return here ?? ((await session().library.record(id)) as RunRecord);
    };
    const readAll = async () => {
      for (const { id, saved } of listed) {
        if (gone || known.get(id)?.saved === saved) continue;
        const read = await recordOf(id).then(
          (run): Read => ({ run }),
          (error: unknown): Read => ({ error: errorText(error) }),
        );
        // A record may hold megabytes: those that are not compared any more go.
        if (!gone) setKnown((before) => new Map([...before].filter(([key]) => listed.some((each) => each.id === key))).set(id, { saved, read }));
      }
    };
    void readAll();
    return () => {
      gone = true;
    };
  }, [wanted, store, session]);
  return new Map(listed.flatMap(({ id }) => (known.has(id) ? [[id, (known.get(id) as { read: Read }).read]] : [])));
}
