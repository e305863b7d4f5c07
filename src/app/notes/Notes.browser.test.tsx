import { expect, test } from 'vitest';
import { render } from '../render.test-helper';
import { Notes } from './Notes';

test('of several messages the latest stand first, the others are folded; each is closed by itself, and all at once', async () => {
  const { host, does, button, state } = await render(<Notes />, { notes: ['one', 'two', 'three', 'four'] });
  const shown = () => [...host.querySelectorAll('[role="status"] > ul > li')].map((each) => each.firstChild?.textContent);
  expect(shown()).toEqual(['four', 'three']);
  expect(host.querySelector('details')?.open).toBe(false);
  expect(host.querySelector('summary')?.textContent).toBe('2 earlier messages');
  await does(() => button('Close: four').click());
  expect(state().notes).toEqual(['one', 'two', 'three']);
  expect(shown()).toEqual(['three', 'two']);
  await does(() => button('Dismiss all').click());
  expect(state().notes).toEqual([]);
  await does(() => state().note('alone'));
  expect(host.querySelector('details')).toBeNull();
  await does(() => button('Dismiss').click());
  expect(host.textContent).toBe('');
});
