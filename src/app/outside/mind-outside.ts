import type { Session } from '../../protocol/session';
import type { AppStore } from '../store/store';
import { askBeforeLeaving } from './leaving';
import { openOfferedAfterRun } from './offered-after-run';
import { mindOtherTabs } from './other-tabs';

/** What has no hurry when the page comes: other tabs, links that wait for a run to end, and the way out. */
export function mindOutside(store: AppStore, session: () => Session): void {
  mindOtherTabs(store, session);
  openOfferedAfterRun(store);
  askBeforeLeaving(store);
}
