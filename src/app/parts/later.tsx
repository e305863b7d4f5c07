import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { once } from '../../lib/once';
import { inTurn } from './in-turn';

/**
 * A component whose code is fetched when it is first shown, and which is drawn in a task of its own. (React's `lazy` draws all
 * that has come within 300 ms in one task: on arriving that was the charts and the view together.) Where the code cannot be
 * fetched, because the connection is gone or the site has been built anew, it says so in its place, and the rest of the page goes on.
 *
 * @param name begins that sentence
 * @param waiting What stands in its place until then: of the same height, so that nothing moves.
 */
export function later<P extends object>(name: string, fetch: () => Promise<ComponentType<P>>, waiting: (props: P) => ReactNode = () => null): ComponentType<P> {
  const code = once(fetch);
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P>>();
    useEffect(() => {
      let forget = () => {};
      let gone = false;
      const draw = (found: ComponentType<P>) => {
        if (!gone) forget = inTurn(() => setPart(() => found));
      };
      code().then(draw, () => draw(() => <Missing name={name} />));
      return () => {
        gone = true;
        forget();
      };
    }, []);
    return Part ? <Part {...props} /> : waiting(props);
  };
}

function Missing({ name }: { name: string }) {
  return (
    <p className="error" role="alert">
      {name} could not be loaded. The rest of the page goes on, a run too. When you are connected and need nothing of it any more, load the page anew.
    </p>
  );
}
