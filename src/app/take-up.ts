import type { Address } from './address';
import type { AppStore } from './store/store';

/** Takes up what a link says beside the settings: what is looked at, and a result. It is read when it comes, which is seldom. */
export function takeUp(store: AppStore, { link, look }: Address): void {
  if (look !== undefined)
    void import('./share/arrived').then(
      ({ arrived }) => arrived(store, link, look),
      () => store.getState().note('What the link says to look at could not be loaded. Its settings hold.'),
    );
}
