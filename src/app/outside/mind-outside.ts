import type { Session } from '../../protocol/session';
import type { AppStore } from '../store/store';
import { askBeforeLeaving } from './leaving';
import { openOfferedAfterRun } from './offered-after-run';
import { awaitRun, mindOtherTabs } from './other-tabs';

/**
 * What has no hurry when the page comes: other tabs, links that wait for a run to end, and the way out.
 *
 * @param stood id of the run with which the page was left last
 */
export function mindOutside(store: AppStore, session: () => Session, stood: string | undefined): void {
  mindOtherTabs(store, session);
  void store.getState().experimentComesBack();
  if (stood !== undefined) awaitRun(store, stood);
  openOfferedAfterRun(store);
  askBeforeLeaving(store);
}
