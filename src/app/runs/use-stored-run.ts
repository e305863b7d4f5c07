import { useEffect } from 'react';
import { errorText } from '../../lib/error-text';
import { nearestStored } from '../../runs/stored';
import { fetchStored } from '../fetch-stored';
import { useParts, usePlayground } from '../store/use-app';

/** Loads the run that comes with the page and is nearest to the settings, also where one's own is shown: it may be compared with. */
export function useStoredRun(): void {
  const { store } = usePlayground();
  const { config } = useParts('config');
  const { name } = nearestStored(config);
  const ofDemo = 'demo' in config.data.source;
  // biome-ignore lint/correctness/useExhaustiveDependencies: its name says which run it is.
  useEffect(() => {
    if (!ofDemo || store.getState().storedRuns[name]) return;
    fetchStored(nearestStored(config)).then(
      (run) => store.setState(({ storedRuns }) => ({ storedRuns: { ...storedRuns, [name]: run } })),
      // The list is whole without it.
      (error: unknown) => console.info(`No stored run ${name} to compare with:`, errorText(error)),
    );
  }, [store, name, ofDemo]);
}
