import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
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

/** The store's state, or what `select` takes of it. */
export function useApp(): AppState;
export function useApp<T>(select: (state: AppState) => T): T;
export function useApp<T>(select: (state: AppState) => T | AppState = (state) => state): T | AppState {
  return useStore(usePlayground().store, select);
}

/** The worker's rooms; the worker starts where it has not yet. */
export function useSession(): () => Session {
  return usePlayground().session;
}
