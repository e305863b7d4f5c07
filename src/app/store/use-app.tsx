import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Session } from '../../protocol/session';
import type { Deps } from './deps';
import type { AppState, AppStore } from './store';

/** What the page's components share: the store, and the worker for what a view asks by itself. */
export interface Playground extends Pick<Deps, 'session'> {
  store: AppStore;
}

const PlaygroundContext = createContext<Playground | undefined>(undefined);

export function PlaygroundProvider({ value, children }: { value: Playground; children: ReactNode }) {
  return <PlaygroundContext value={value}>{children}</PlaygroundContext>;
}

/** @throws Error outside of a `PlaygroundProvider` */
export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  if (!playground) throw new Error('There is no playground around this component.');
  return playground;
}

/** What `select` takes of the store's state; whoever uses it is drawn anew only when that changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(usePlayground().store, select);
}

/** Parts of the store's state, by name; whoever uses them is drawn anew only when one of them changes. */
export function useParts<K extends keyof AppState>(...names: K[]): Pick<AppState, K> {
  return useApp(useShallow((state) => Object.fromEntries(names.map((name) => [name, state[name]])) as Pick<AppState, K>));
}

/** The worker's rooms; the worker starts where it has not yet. */
export function useSession(): () => Session {
  return usePlayground().session;
}
