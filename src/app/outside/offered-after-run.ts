import { isRunning } from '../store/selectors';
import type { AppState, AppStore } from '../store/store';

/** Opens the link that was offered and taken, when no run is under way. @param open takes the address there */
export function openOfferedAfterRun(
  store: AppStore,
  open = (link: string) => {
    location.hash = link;
  },
): void {
  store.subscribe((state: AppState) => {
    const { offered } = state;
    if (!offered?.waits || isRunning(state)) return;
    state.declineOffer();
    open(offered.link);
  });
}
