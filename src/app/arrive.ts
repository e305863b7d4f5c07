import { once } from '../lib/once';
import type { Session } from '../protocol/session';
import { ownPage, readAddress } from './address';
import { followAddress } from './follow-address';
import { keepPageState, ownState, restoreLook } from './keep-page-state';
import { ownAddress } from './own-address';
import { atMost } from './store/at-most';
import { stoodAt } from './store/page-state';
import { rememberedPage, wereKept } from './store/remembered';
import type { AppStore } from './store/store';
import { MS_TO_WAIT } from './store/stored';
import { takeUp } from './take-up';

/** Parts of the page that its address says. */
const WRITTEN = ['config', 'tour', 'received', 'came', 'presenting'] as const;

/**
 * What happens first on arriving: the link is read, its stored run or the one nearest to it is fetched, or the person's own brought back,
 * then the worker starts on data and engines.
 */
export async function arrive(store: AppStore, session: () => Session): Promise<void> {
  const write = keepPageState(store, () => ownAddress(store.getState()));
  followAddress(store, write);
  const address = readAddress(location.hash);
  const kept = wereKept();
  const stood = stoodAt(address, ownState(), rememberedPage());
  const stored = () => store.getState().loadStored();
  /** What is kept is asked for only where there was something. */
  const first = once(async () => {
    if (kept) {
      await painted();
      // Where the page stood without a run, one that was reset for example, none comes back.
      const back = stood && stood.run === undefined ? store.getState().readLibrary() : store.getState().comeBack(stood?.run);
      // Where nothing of one's own was shown, the run that comes with the page need not wait.
      await atMost(stood?.run === undefined ? Promise.all([back, stored()]) : back, MS_TO_WAIT);
    }
    await stored();
    if (stood && address.look === undefined) restoreLook(store, stood);
  });
  // No other run takes its place for a moment.
  if (kept && stood?.run !== undefined) store.setState({ comingBack: true });
  store.getState().readLink(stood?.link ?? address.link, first);
  if (stood) store.setState({ view: stood.view });
  // What lay over the page is of this tab alone.
  if (stood && ownState()) store.setState({ sheet: stood.sheet });
  if (address.tour !== undefined) store.getState().openTour(address.tour);
  if (address.present) store.setState({ presenting: true });
  const taken = takeUp(store, address);
  // What the link says to look at comes before how the page was left.
  if (stood && address.look !== undefined) void Promise.all([first(), taken]).then(() => store.getState().came ?? restoreLook(store, stood));
  // The address bar follows the configuration, and the page of the tour.
  store.subscribe((now, before) => {
    // On the way to a page of its own the address is no longer this page's to write.
    if (!ownPage() && WRITTEN.some((part) => now[part] !== before[part])) write();
  });
  write();
  void import('./follow-title').then(({ followTitle }) => followTitle(store)).catch(() => {});
  // What is shown comes before the engines, which keep the worker busy.
  await first();
  if (!kept) await store.getState().readLibrary();
  await store.getState().describeEngines();
  store.subscribe(({ config }, before) => {
    if (config.engine === before.config.engine) return;
    // A run that stands still has the engine.
    store.getState().forgetDropped();
    void store.getState().prepareEngine();
  });
  const { mindOutside } = await import('./outside/mind-outside');
  mindOutside(store, session, stood?.run);
  await store.getState().prepareEngine();
}

/** After the next frame; where the page is hidden there is none. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1000);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
