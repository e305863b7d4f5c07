import type { ReactNode } from 'react';
import type { useAnswer } from './use-answer';

/** What was asked of the worker: its answer, that it is on its way, or what went wrong. */
export function Asked<T>({ answer, what, children }: { answer: ReturnType<typeof useAnswer<T>>; what: string; children: (value: T) => ReactNode }) {
  if (!answer) return null;
  if (answer.state === 'asking') {
    return (
      <p className="soft" role="status">
        {what} …
      </p>
    );
  }
  if (answer.state === 'error') {
    return (
      <p className="error" role="alert">
        {answer.message}
      </p>
    );
  }
  return children(answer.value);
}
