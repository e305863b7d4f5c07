import { useEffect, useState } from 'react';
import { errorText } from '../../../lib/error-text';
import type { RunRecord } from '../../../runs/record';
import { usePlayground } from '../../store/use-app';
import type { ListedRun } from '../listed';

/** The record of a run, or why it cannot be read. */
export type Read = { run: RunRecord } | { error: string };

/** As it was when it was read: a run that is trained elsewhere is read again as it goes. */
const keyOf = ({ id, saved }: ListedRun) => `${id} ${saved}`;

/** The records of some runs, each read once; those that are on their way are left out. */
export function useRecords(listed: readonly ListedRun[]): ReadonlyMap<string, Read> {
  const { store, session } = usePlayground();
  const [read, setRead] = useState<ReadonlyMap<string, Read>>(new Map());
  const wanted = listed.map(keyOf).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` says which runs these are.
  useEffect(() => {
    let gone = false;
    const readAll = async () => {
      for (const each of listed) {
        if (gone || read.has(keyOf(each))) continue;
        const found = await recordOf(each).then(
          (run): Read => ({ run }),
          (error: unknown): Read => ({ error: errorText(error) }),
        );
        // Others are not needed any more.
        if (!gone) setRead((before) => new Map([...before].filter(([key]) => listed.some((of) => keyOf(of) === key))).set(keyOf(each), found));
      }
    };
    const recordOf = async ({ id }: ListedRun): Promise<RunRecord> => {
      const { run, visitRuns, storedRuns } = store.getState();
      const here = [...(run ? [run] : []), ...visitRuns, ...Object.values(storedRuns)].find((each) => each.id === id);
      return here ?? ((await session().library.record(id)) as RunRecord);
    };
    void readAll();
    return () => {
      gone = true;
    };
  }, [wanted, store, session]);
  return new Map(listed.flatMap((each) => (read.has(keyOf(each)) ? [[each.id, read.get(keyOf(each)) as Read]] : [])));
}
