import { createStore, type StoreApi } from 'zustand';
import { type DataSlice, dataSlice } from './data';
import type { Deps } from './deps';
import { type EnginesSlice, enginesSlice } from './engines';
import { type ExperimentSlice, experimentSlice } from './experiment';
import { type InsideSlice, insideSlice } from './inside';
import { type LeaksSlice, leaksSlice, watchLeaks } from './leaks';
import { bringModelsBack, type LibrarySlice, librarySlice } from './library';
import { type MissingSlice, missingSlice, watchMissing } from './missing';
import { type OfferedSlice, offeredSlice } from './offered';
import { type ReadingSlice, readingSlice } from './reading';
import { type ReceivedSlice, receivedSlice } from './received';
import { type RecoverySlice, recoverySlice } from './recovery';
import { type RunSlice, runSlice } from './run';
import { type RunsSlice, rememberVisit, runsSlice } from './runs';
import { type ScoresSlice, scoresSlice } from './scores';
import { type SettingsSlice, settingsSlice } from './settings';
import { keepShown, type StoredSlice, storedSlice } from './stored';
import { type TourSlice, tourSlice } from './tour';
import { forgetWithItsRun, type ViewsSlice, viewsSlice } from './views';
import { forgetWhenItMoves, type WalkSlice, walkSlice } from './walk';

/** All that the page knows and can do, but for what a view keeps to itself. */
export type AppState = SettingsSlice &
  DataSlice &
  LeaksSlice &
  MissingSlice &
  ReadingSlice &
  OfferedSlice &
  ReceivedSlice &
  RunSlice &
  ExperimentSlice &
  RecoverySlice &
  RunsSlice &
  ScoresSlice &
  StoredSlice &
  LibrarySlice &
  EnginesSlice &
  InsideSlice &
  ExperimentSlice &
  ViewsSlice &
  TourSlice &
  WalkSlice;

/** One part of the state: it sees all of it, and asks the worker through `deps`. */
export type Slice<T> = (set: StoreApi<AppState>['setState'], get: StoreApi<AppState>['getState'], deps: Deps) => T;

export type AppStore = StoreApi<AppState>;

export function createAppStore(deps: Deps): AppStore {
  const store = createStore<AppState>((set, get) => ({
    ...settingsSlice(set, get, deps),
    ...dataSlice(set, get, deps),
    ...leaksSlice(set, get, deps),
    ...missingSlice(set, get, deps),
    ...readingSlice(set, get, deps),
    ...offeredSlice(set, get, deps),
    ...receivedSlice(set, get, deps),
    ...runSlice(set, get, deps),
    ...experimentSlice(set, get, deps),
    ...recoverySlice(set, get, deps),
    ...runsSlice(set, get, deps),
    ...scoresSlice(set, get, deps),
    ...storedSlice(set, get, deps),
    ...librarySlice(set, get, deps),
    ...enginesSlice(set, get, deps),
    ...insideSlice(set, get, deps),
    ...experimentSlice(set, get, deps),
    ...viewsSlice(set, get, deps),
    ...tourSlice(set, get, deps),
    ...walkSlice(set, get, deps),
  }));
  keepShown(store);
  rememberVisit(store);
  bringModelsBack(store);
  watchLeaks(store, deps);
  watchMissing(store, deps);
  forgetWithItsRun(store);
  forgetWhenItMoves(store);
  return store;
}
