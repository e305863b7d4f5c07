import { errorText } from '../../lib/error-text';
import { KEPT_CHANNEL, type KeptRun } from '../../protocol/library';
import type { Session } from '../../protocol/session';
import { asKept, isActive, isFollowed, isStored, type RunRecord } from '../../runs/record';
import { cutOffOf } from '../store/library';
import type { AppState, AppStore } from '../store/store';

/** How often is asked how a run stands that another tab trains, and how often the list is read at most. */
const MS_BETWEEN = 1000;
/** Asking takes no more than so much of the time. */
const TIMES_ITS_COST = 10;

/** The list follows what other tabs do to it, and the run on the page what becomes of it there. */
export function mindOtherTabs(store: AppStore, session: () => Session): void {
  if (!('BroadcastChannel' in globalThis)) return;
  const read = oneAtATime(async () => {
    await store.getState().readLibrary();
    await pause(MS_BETWEEN);
  });
  new BroadcastChannel(KEPT_CHANNEL).onmessage = ({ data }) => {
    if (data === 'changed') void read();
  };
  keepUp(store, session);
}

/** A run that another tab had only just begun when this one came is put on the page once it is listed, unless something else is there by then. */
export function awaitRun(store: AppStore, id: string): void {
  const { config } = store.getState();
  const look = ({ run, library, comeBack, ...now }: AppState): boolean => {
    if (run || now.config !== config) return true;
    if (!library?.runs.some((listed) => listed.id === id)) return false;
    void comeBack(id);
    return true;
  };
  if (look(store.getState())) return;
  const stop = store.subscribe((now, before) => {
    if ((now.library !== before.library || now.run !== before.run || now.config !== before.config) && look(now)) stop();
  });
}

/** Keeps the run on the page as it is elsewhere. */
export function keepUp(store: AppStore, session: () => Session): void {
  let following: string | undefined;
  const look = (state: AppState) => {
    const { run } = state;
    if (!run || following === run.id) return;
    const entry = state.library?.runs.find(({ id }) => id === run.id);
    if (isFollowed(run) || isTakenOver(run, entry)) {
      following = run.id;
      void follow(store, session, run.id)
        .catch((error: unknown) => console.info('The run in the other tab is followed no longer:', errorText(error)))
        .finally(() => {
          following = undefined;
        });
    } else if (state.library && isStored(run)) {
      // It may have been removed there, or brought back.
      const cutOff = cutOffOf(run, entry);
      if (cutOff?.epoch !== state.cutOff?.epoch) store.setState({ cutOff });
    }
  };
  store.subscribe((now, before) => {
    if (now.run !== before.run || now.library !== before.library) look(now);
  });
  look(store.getState());
}

/** Whether another tab goes on with it, while it only stands here, or was about to go on here as well. */
const isTakenOver = (run: RunRecord, entry: KeptRun | undefined) => entry?.elsewhere === true && !isActive(run) && (isStored(run) || run.phase === 'failed');

/** Shows how a run goes that another tab trains, until that tab is done with it; then it is as it was kept. */
async function follow(store: AppStore, session: () => Session, id: string): Promise<void> {
  const { getState: get, setState: set } = store;
  /** Undefined where the person has put something else in its place. */
  const still = () => {
    const { run } = get();
    return run?.id === id && (isStored(run) || run.phase === 'failed') ? run : undefined;
  };
  for (;;) {
    const begun = performance.now();
    const { elsewhere, run: record } = await session().library.follow(id);
    const shown = still();
    if (!shown) return;
    const told = (record as RunRecord | undefined) ?? shown;
    if (!elsewhere) {
      await get().readLibrary();
      if (!still()) return;
      const entry = get().library?.runs.find((each) => each.id === id);
      const run = asKept(told, entry?.began ?? Date.now());
      set({ run, cutOff: cutOffOf(run, entry) });
      await get().bringModelBack();
      return;
    }
    if (record) {
      const { message: _, ...run } = asKept(told, Date.now(), true);
      set({ run, cutOff: undefined });
    }
    await pause(Math.max(MS_BETWEEN, TIMES_ITS_COST * (performance.now() - begun)));
    await visible();
  }
}

/** Does something again and again as often as it is asked, but never twice at a time. */
function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let busy = false;
  let again = false;
  return async () => {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      await act();
    }
    busy = false;
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Nobody sees what happens on a hidden page. */
async function visible(): Promise<void> {
  const { document } = globalThis as { document?: Document };
  while (document?.hidden) await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
}
