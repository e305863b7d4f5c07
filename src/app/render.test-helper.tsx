import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach } from 'vitest';
import { once } from '../lib/once';
import type { AppState } from './store/store';
import { playground } from './store/store.test-helper';
import { PlaygroundProvider } from './store/use-app';
import './theme/theme.css';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const roots: [Root, HTMLElement][] = [];

afterEach(async () => {
  for (const [root, host] of roots.splice(0)) {
    await act(async () => root.unmount());
    host.remove();
  }
});

/** The page's own type is there, all of its faces: what is measured before and after it came would differ. */
const typeIsThere = once(() => Promise.all([...document.fonts].map((face) => face.load())));

/**
 * A component on a page `width` pixels wide, around it a store over a worker that answers when the test says so.
 *
 * @param given what the store holds, beside what it begins with
 */
export async function render(element: ReactNode, given: Partial<AppState> = {}, width = 900) {
  await typeIsThere();
  const around = playground();
  around.store.setState(given);
  const host = document.createElement('div');
  host.style.width = `${width}px`;
  document.body.append(host);
  const root = createRoot(host);
  roots.push([root, host]);
  const draw = (shown: ReactNode) =>
    act(async () => root.render(<PlaygroundProvider value={{ store: around.store, session: around.session }}>{shown}</PlaygroundProvider>));
  await draw(element);
  // What is laid out by its width is drawn once that was observed.
  await act(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  return {
    ...around,
    host,
    /** What stands on the page, as it is read: without what is only seen. */
    text: () => (host.textContent ?? '').replaceAll(/\s+/g, ' '),
    button: (name: string) => named(host, name),
    /** The buttons that can be pressed. */
    enabled: () => [...host.querySelectorAll('button')].filter((button) => !button.matches(':disabled')).map(nameOf),
    /** Another element in its place, or the same with other properties. */
    again: draw,
    change: (state: Partial<AppState>) => act(async () => around.store.setState(state)),
    does: (action: () => unknown) =>
      act(async () => {
        await action();
      }),
  };
}

const nameOf = (element: HTMLElement) => element.getAttribute('aria-label') ?? (element.textContent ?? '').trim();

/** @throws Error where there is none, or more than one */
function named(host: HTMLElement, name: string): HTMLButtonElement {
  const found = [...host.querySelectorAll('button')].filter((button) => nameOf(button) === name);
  if (found.length !== 1) throw new Error(`${found.length} buttons are called “${name}”.`);
  return found[0] as HTMLButtonElement;
}

/** Waits until something is so, as long as a lazily loaded part may take. */
export async function until<T>(find: () => T | null | undefined | false, what: string): Promise<T> {
  for (let i = 0; i < 400; i++) {
    const found = find();
    if (found) return found;
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  }
  throw new Error(`It did not come: ${what}.`);
}
