import { useEffect, useState } from 'react';
import { errorText } from '../../lib/error-text';
import type { Session } from '../../protocol/session';
import { useSession } from '../store/use-app';

export type Answer<T> = { state: 'asking' } | { state: 'error'; message: string } | { state: 'known'; value: T };

/**
 * What the worker answers to a question; asked again when `key` changes, and not at all while it is undefined. An answer
 * that comes late is dropped.
 */
export function useWorkerAnswer<T>(key: string | undefined, ask: (session: Session) => Promise<T>): Answer<T> | undefined {
  const session = useSession();
  const [answered, setAnswered] = useState<{ key: string; answer: Answer<T> }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    if (key === undefined) return;
    let wanted = true;
    const take = (answer: Answer<T>) => wanted && setAnswered({ key, answer });
    ask(session()).then(
      (value) => take({ state: 'known', value }),
      (error) => take({ state: 'error', message: errorText(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  if (key === undefined) return undefined;
  return answered?.key === key ? answered.answer : { state: 'asking' };
}
