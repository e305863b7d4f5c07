import { useEffect, useState } from 'react';
import { errorText } from '../../../lib/error-text';
import type { DataCalls } from '../../../protocol/data';
import { useSession } from '../../store/use-app';

export type DataAnswer<T> = { state: 'asking' } | { state: 'error'; message: string } | { state: 'known'; value: T };

/** What the worker answers about the open table; asked again when `key` changes, not at all while it is undefined. A late answer is dropped. */
export function useDataAnswer<T>(key: string | undefined, ask: (data: DataCalls) => Promise<T>): DataAnswer<T> | undefined {
  const session = useSession();
  const [answered, setAnswered] = useState<{ key: string; answer: DataAnswer<T> }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    if (key === undefined) return;
    let wanted = true;
    const take = (answer: DataAnswer<T>) => wanted && setAnswered({ key, answer });
    ask(session().data).then(
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
