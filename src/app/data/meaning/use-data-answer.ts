import type { DataCalls } from '../../../protocol/data';
import { type Answer, useWorkerAnswer } from '../../parts/use-worker-answer';

/** What the worker answers about the open table. */
export function useDataAnswer<T>(key: string | undefined, ask: (data: DataCalls) => Promise<T>): Answer<T> | undefined {
  return useWorkerAnswer(key, ({ data }) => ask(data));
}
