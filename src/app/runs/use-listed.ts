import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useApp, useParts, usePlayground } from '../store/use-app';
import { type ListedRun, listedRuns, unkeptRuns } from './listed';

/** All runs that the page knows. A run that is trained changes several times a second: most of that does not change the list. */
export function useListed(): ListedRun[] {
  const { store } = usePlayground();
  const { library, visitRuns, visitMarks, hiddenRuns, storedRuns } = useParts('library', 'visitRuns', 'visitMarks', 'hiddenRuns', 'storedRuns');
  const [id, phase, epochs, test] = useApp(
    useShallow((state) => {
      const [own] = state.run ? unkeptRuns({ ...state, visitRuns: [] }) : [];
      return [own?.id, own?.phase, own?.epochs, own?.test];
    }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the list says of the run on the page.
  return useMemo(
    () => listedRuns({ library, run: id === undefined ? undefined : store.getState().run, visitRuns, visitMarks, hiddenRuns, storedRuns }),
    [store, library, visitRuns, visitMarks, hiddenRuns, storedRuns, id, phase, epochs, test],
  );
}
