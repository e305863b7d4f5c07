import { type FocusEvent, type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the keyboard's focus within a group of buttons that come and go: where the one that has it can no longer be pressed, the group
 * itself takes it, so that Tab leads on from there and no second press does something else.
 *
 * @returns what the group needs, to be spread over it
 */
export function useHeldFocus<E extends HTMLElement>(): {
  ref: RefObject<E | null>;
  tabIndex: -1;
  onFocus: () => void;
  onBlur: (event: FocusEvent) => void;
} {
  const ref = useRef<E>(null);
  const held = useRef(false);
  // Whatever was drawn may have disabled the button, and a browser tells nobody.
  useEffect(() => {
    const { activeElement, body } = document;
    const lost = activeElement === null || activeElement === body || (activeElement as HTMLButtonElement).disabled === true;
    if (held.current && lost) ref.current?.focus();
  });
  return {
    ref,
    tabIndex: -1,
    onFocus: () => {
      held.current = true;
    },
    // A button that was disabled did not give it away.
    onBlur: ({ target }) => {
      if (!(target as HTMLButtonElement).disabled) held.current = false;
    },
  };
}
