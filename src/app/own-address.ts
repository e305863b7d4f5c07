import { addressOf } from './address';
import { linkOf } from './store/settings';
import type { AppState } from './store/store';

/**
 * What stands behind the `#` of the page as it is. What came with a link stands there as long as it is of the settings on the page, so that
 * a reload and a bookmark have it too.
 */
export function ownAddress({ config, tour, received, came, presenting }: Pick<AppState, 'config' | 'tour' | 'received' | 'came' | 'presenting'>): string {
  const link = linkOf(config);
  const look = [...(came?.link === link ? [came.look] : []), ...(received?.text !== undefined && received.link === link ? [`result=${received.text}`] : [])];
  return addressOf({ link, tour, look: look.join('&'), present: presenting });
}
