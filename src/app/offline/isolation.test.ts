import { expect, test } from 'vitest';
import { startedRun } from '../../runs/run.test-helper';
import { playground } from '../store/store.test-helper';
import { isolateOnArrival, reloadAsItCame } from './isolation';

/** A browser in which the page arrives, at a host that sends no headers. */
function arrived(given: { isolated?: boolean; controlled?: boolean; touched?: boolean; kept?: Map<string, string> } = {}) {
  const { store } = playground();
  const { isolated = false, controlled = false, touched = false, kept = new Map<string, string>() } = given;
  let reloads = 0;
  const events = new EventTarget();
  const workers = Object.assign(new EventTarget(), { controller: controlled ? ({} as ServiceWorker) : null });
  const storage = () => ({ getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) });
  const reload = () => {
    reloads++;
  };
  const page = { isolated, touched, events, workers, storage, reload };
  isolateOnArrival(store, { hash: '', state: null }, page);
  return {
    store,
    kept,
    does: (deed: string) => events.dispatchEvent(new Event(deed)),
    /** How often the page was loaded anew once the worker has it. */
    takenOver: () => {
      workers.dispatchEvent(new Event('controllerchange'));
      return reloads;
    },
    page,
  };
}

test('a page that nobody has touched comes anew when the worker has it, once in a browser', () => {
  const first = arrived();
  expect([first.takenOver(), first.takenOver()]).toEqual([1, 1]);
  // Shown another time without the worker, or where that does not help.
  expect(arrived({ kept: first.kept }).takenOver()).toBe(0);
});

test.each(['pointerdown', 'keydown', 'drop', 'hashchange'])('after a %s it stays', (deed) => {
  const page = arrived();
  page.does(deed);
  expect(page.takenOver()).toBe(0);
  // The next arrival may yet.
  expect(arrived({ kept: page.kept }).takenOver()).toBe(1);
});

test('it stays where there is a run or an experiment, where a person was quicker than this code, and where it would not help', () => {
  const running = arrived();
  running.store.setState({ run: startedRun() });
  expect(running.takenOver()).toBe(0);
  const comparing = arrived();
  comparing.store.setState({ queue: 'running' });
  expect(comparing.takenOver()).toBe(0);
  for (const given of [{ touched: true }, { isolated: true }, { controlled: true }]) expect(arrived(given).takenOver()).toBe(0);
});

test('it stays where nothing can be remembered', () => {
  const refused = arrived();
  refused.page.storage = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  expect(refused.takenOver()).toBe(0);
});

test('it comes anew at the address that came, whatever the page writes there when it is left', () => {
  const events = new EventTarget();
  const entries: unknown[][] = [];
  const history: Pick<History, 'replaceState'> = { replaceState: (state, _, url) => entries.push([state, url]) };
  // As the page itself does.
  events.addEventListener('pagehide', () => history.replaceState({ page: 1 }, '', '/a/#k=3'));
  const reload = () => entries.push(['reload']);
  reloadAsItCame({ hash: '#k=3&moment=2', state: null }, { events, history, location: { pathname: '/a/', search: '?b', reload } });
  events.dispatchEvent(new Event('pagehide'));
  const came = [null, '/a/?b#k=3&moment=2'];
  expect(entries).toEqual([came, ['reload'], [{ page: 1 }, '/a/#k=3'], came]);
});
