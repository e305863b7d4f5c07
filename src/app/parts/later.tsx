import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { once } from '../../lib/once';
import { inTurn } from './in-turn';

/**
 * A component whose code is fetched when it is first shown, and which is drawn in a task of its own. (React's `lazy` draws all
 * that has come within 300 ms in one task: on the first page that was the charts and the view together.)
 *
 * @param fetch Where it fails, the error goes to the nearest error boundary.
 * @param waiting What stands in its place until then: of the same height, so that nothing moves.
 */
export function later<P extends object>(fetch: () => Promise<ComponentType<P>>, waiting: (props: P) => ReactNode = () => null): ComponentType<P> {
  const code = once(fetch);
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P>>();
    useEffect(() => {
      let forget = () => {};
      let gone = false;
      code().then(
        (found) => {
          if (!gone) forget = inTurn(() => setPart(() => found));
        },
        (error) => {
          setPart(() => {
            throw error;
          });
        },
      );
      return () => {
        gone = true;
        forget();
      };
    }, []);
    return Part ? <Part {...props} /> : waiting(props);
  };
}
