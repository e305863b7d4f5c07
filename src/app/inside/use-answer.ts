import { useEffect, useState } from 'react';

type Answer<T> = { state: 'asking' } | { state: 'error'; message: string } | { state: 'known'; value: T };

/**
 * What the worker answers to a question; asked again when `key` changes, and not at all while it is undefined. An answer
 * that comes late is dropped.
 */
export function useAnswer<T>(key: string | undefined, ask: () => Promise<T>): Answer<T> | undefined {
  const [answered, setAnswered] = useState<{ key: string; answer: Answer<T> }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    if (key === undefined) return;
    let wanted = true;
    const take = (answer: Answer<T>) => wanted && setAnswered({ key, answer });
    ask().then(
      (value) => take({ state: 'known', value }),
      (error) => take({ state: 'error', message: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  if (key === undefined) return undefined;
  return answered?.key === key ? answered.answer : { state: 'asking' };
}
