import type { StoreApi } from 'zustand';
import { errorText } from '../../lib/error-text';
import type { Answers } from '../../protocol/library';
import type { AppState } from './store';

/** Where the state holds how far a question is, and what went wrong with it; both by run. */
type Places = { asked: 'ablating'; error: 'ablationError' } | { asked: 'strengthsAsked'; error: 'strengthsError' };

/**
 * Asks of the shown run's model what takes some passes over its test rows, once at a time. The answer stays with the run; that of a run
 * which has gone meanwhile is dropped, with its progress and its failure.
 *
 * @param ask answers undefined where it was cancelled
 * @param answer what the run gains by it
 */
export async function askOfRun<T>(
  set: StoreApi<AppState>['setState'],
  get: StoreApi<AppState>['getState'],
  { asked, error }: Places,
  ask: (onProgress: (done: number, total: number) => void) => Promise<T | undefined>,
  answer: (value: T) => Answers,
): Promise<void> {
  const { run: about } = get();
  if (!about || get()[asked]?.run === about.id) return;
  const { id } = about;
  // Another run may have begun meanwhile, and be measured itself.
  const still = () => get().run?.id === id;
  set({ [asked]: { run: id, done: 0, total: 1 }, [error]: undefined });
  try {
    const value = await ask((done, total) => still() && set({ [asked]: { run: id, done, total } }));
    const { run } = get();
    if (value && run?.id === id) {
      set({ run: { ...run, ...answer(value) } });
      get().keepAnswers(id, answer(value));
    }
  } catch (failure) {
    if (still()) set({ [error]: { run: id, message: errorText(failure) } });
  } finally {
    if (get()[asked]?.run === id) set({ [asked]: undefined });
  }
}
