import { errorText } from '../../lib/error-text';
import { experimentOfSnapshot } from '../../runs/snapshot/experiment';
import { settingsMark } from '../../runs/snapshot/mark';
import { unpacked } from '../../runs/snapshot/text';
import { runOfSnapshot } from '../../runs/snapshot/to-run';
import type { Came } from '../store/received';
import { linkOf } from '../store/settings';
import type { AppStore } from '../store/store';
import { LONGEST_SHARED } from './link-of';
import { readLook } from './look';
import { takeLook } from './take-look';

/**
 * Takes up what came with a link beside its settings, unless the page has other settings by now, or another link came.
 *
 * @param link the settings as they came
 */
export function arrived(store: AppStore, link: string, came: Came): void {
  const { config, note } = store.getState();
  if (store.getState().came !== came) return;
  const { look, result, notes } = readLook(came.look);
  if (linkOf(config) !== came.link) {
    if (result !== undefined) note('The settings were changed before the result in the link was there, so it is not shown.');
    return;
  }
  for (const text of notes) note(text);
  if (result !== undefined) receive(store, link, result);
  takeLook(store, look, came);
}

/** Shows a result that came with the settings on the page; where it cannot be shown, says why. */
function receive(store: AppStore, link: string, text: string): void {
  const { config, note } = store.getState();
  // The one before is not what this link says.
  store.setState({ received: undefined });
  try {
    const snapshot = unpacked(text);
    if (snapshot.settings !== settingsMark(link)) {
      note('The result in the link is of other settings than those that the link states, so it is not shown.');
      return;
    }
    const own = linkOf(config);
    store.setState({
      received: {
        snapshot,
        text: text.length + own.length <= LONGEST_SHARED ? text : undefined,
        config,
        link: own,
        ...(snapshot.kind === 'run' ? { run: runOfSnapshot(snapshot, config) } : { experiment: experimentOfSnapshot(snapshot, config) }),
      },
    });
  } catch (error) {
    note(`The result in the link cannot be shown: ${errorText(error)}`);
  }
}
