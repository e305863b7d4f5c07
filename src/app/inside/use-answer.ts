import type { InsideCalls } from '../../protocol/insight';
import { type Answer, useWorkerAnswer } from '../parts/use-worker-answer';

/** What the worker answers to a question about the model. */
export function useAnswer<T>(key: string | undefined, ask: (inside: InsideCalls) => Promise<T>): Answer<T> | undefined {
  return useWorkerAnswer(key, ({ inside }) => ask(inside));
}
