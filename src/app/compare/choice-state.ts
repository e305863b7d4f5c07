import { createStore, type StoreApi, useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AppStore } from '../store/store';
import { useApp, usePlayground } from '../store/use-app';
import { type Choice, type Entry, entriesOf, USUAL_CHOICE } from './choice';
import type { PageSettings } from './proposals';

/** What the tab keeps to itself while the page is open, though another tab is shown. */
interface TabState {
  choice: Choice;
  /** Which half of the tab the person has asked for; left out: the result where there is one of the data on the page. */
  half: 'choice' | 'result' | undefined;
}

const states = new WeakMap<AppStore, StoreApi<TabState>>();

function stateOf(store: AppStore): StoreApi<TabState> {
  const known = states.get(store);
  if (known) return known;
  const made = createStore<TabState>(() => ({ choice: USUAL_CHOICE, half: undefined }));
  states.set(store, made);
  return made;
}

/** The half that is shown, and how to show one. */
export function useHalf(): [half: TabState['half'], show: (half: TabState['half']) => void] {
  const state = stateOf(usePlayground().store);
  return [useStore(state, ({ half }) => half), (half) => state.setState({ half })];
}

export function useChoice() {
  const state = stateOf(usePlayground().store);
  const choice = useStore(state, (each) => each.choice);
  const change = (part: Partial<Choice>) => state.setState({ choice: { ...choice, ...part } });
  return {
    choice,
    change,
    /** Takes what was usual as chosen, and changes it. */
    changeEntries: (page: PageSettings, next: (entries: Entry[]) => Entry[]) => change({ entries: next(entriesOf(choice, page)) }),
  };
}

/** The settings that contestants are made of. */
export function usePageSettings(): PageSettings {
  return useApp(useShallow(({ input, config, roles, preview }) => ({ input, config, roles, domains: preview?.data.domains.length })));
}
