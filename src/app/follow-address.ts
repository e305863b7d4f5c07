import { addressOf, isEmbedded, ownPage, readAddress } from './address';
import { isRunning } from './store/selectors';
import { linkOf } from './store/settings';
import type { AppStore } from './store/store';
import { takeUp } from './take-up';

/**
 * Takes up every address that comes while the page is open: a link that is pasted, Back and Forward to what `keepPageState` has not taken up.
 *
 * What came stands in the event. The address bar itself may have been written over by then, by what the page says of its own state.
 *
 * @param write writes the address of the page as it stands
 */
export function followAddress(store: AppStore, write: () => void): void {
  window.addEventListener('hashchange', ({ newURL }) => {
    const { hash } = new URL(newURL);
    const running = isRunning(store.getState());
    if (ownPage(hash)) {
      // Within a run the address goes back to the settings on the page, and what came is offered.
      if (running) {
        store.getState().offer(hash);
        write();
      } else if (location.hash !== hash) history.replaceState(null, '', hash);
      return;
    }
    if (isEmbedded(hash) && !running) {
      if (location.hash !== hash) history.replaceState(null, '', hash);
      location.reload();
      return;
    }
    const { tour, link, look, present = false } = readAddress(hash);
    store.setState({ presenting: present });
    // Back from a page of the tour leaves it.
    if (tour === undefined) store.getState().leaveTour();
    else if (tour !== store.getState().tour) store.getState().openTour(tour);
    const same = link === linkOf(store.getState().config);
    if (!same) {
      if (running) store.getState().offer(addressOf({ link, look }));
      else store.getState().readLink(link);
    }
    if (same || !running) void takeUp(store, { link, look });
    // As above.
    if (running || look !== undefined) write();
  });
}
