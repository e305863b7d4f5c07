import { type ComponentType, createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { vi } from 'vitest';
import type { SheetName, ViewName } from './store/views';

/**
 * The whole page in Node, drawn as a server would: what its components work out is worked out; what they do to a page afterwards is not.
 * No boundary catches anything: whatever a component throws is thrown.
 */

/** Code that is fetched when it is first shown is there at once. */
const fetched = vi.hoisted(() => [] as Promise<unknown>[]);
vi.mock('./parts/later', () => ({
  later: (_: string, fetch: () => Promise<ComponentType<object>>) => {
    let Part: ComponentType<object> | undefined;
    const coming = async () => {
      Part = await fetch();
    };
    fetched.push(Promise.resolve().then(coming));
    return (props: object) => (Part ? createElement(Part, props) : null);
  },
}));
vi.mock('./figure/use-width', () => ({ useWidth: () => [() => {}, 640] }));
vi.mock('react', async (real) => ({
  ...(await real<typeof import('react')>()),
  // A server draws what a store began with; this is the page as it stands.
  useSyncExternalStore: (_: unknown, get: () => unknown) => get(),
}));

/** The page around a store over a worker that never answers. */
export async function pageInNode() {
  const listening = { matches: false, addEventListener: () => {} };
  Object.assign(globalThis, { matchMedia: () => listening, addEventListener: () => {} });
  const [{ App }, { playground }, { PlaygroundProvider }, { VIEWS }] = await Promise.all([
    import('./App'),
    import('./store/store.test-helper'),
    import('./store/use-app'),
    import('./store/views'),
  ]);
  // What is fetched may itself have parts that are.
  for (let before = -1; before < fetched.length; ) {
    before = fetched.length;
    await Promise.all(fetched);
  }
  return {
    views: VIEWS,
    /** A page that has just been opened. */
    opened: () => {
      const { store, session } = playground();
      store.getInitialState = store.getState;
      store.setState({ walkSeen: true });
      const draw = (show: { view?: ViewName; sheet?: SheetName | undefined } = {}): string => {
        store.setState({ sheet: undefined, ...show });
        const around = { value: { store, session }, children: createElement(App) };
        return renderToString(createElement(PlaygroundProvider, around));
      };
      return { store, draw };
    },
  };
}
