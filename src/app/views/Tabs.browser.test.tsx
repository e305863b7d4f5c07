import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { look } from '../../runs/inside/look.test-helper';
import { startedRun } from '../../runs/run.test-helper';
import { InShort } from '../inside/InShort';
import { render, until } from '../render.test-helper';
import { Views } from './Views';

afterEach(() => page.viewport(414, 896));

test.each([
  [1440, 900],
  [390, 844],
])('“Show” brings the tabs to the top of what is seen, and gives the tab the focus, %i wide', async (width, height) => {
  await page.viewport(width, height);
  const run = { ...startedRun(), phase: 'done' as const, looks: [look()] };
  const { host, does, button } = await render(
    <>
      <div style={{ height: 900 }} />
      <InShort run={run} />
      <div style={{ height: 900 }} />
      <Views />
      <div style={{ height: 1200 }} />
    </>,
    { run },
    width - 30,
  );
  const top = () => Math.round(host.querySelector('[role="tablist"]')?.getBoundingClientRect().top ?? 0);
  expect(top()).toBeGreaterThan(height);
  await does(() => button('Show: Has it collapsed?').click());
  // Below the strip where that stays on top of the page, else at its upper end.
  await until(() => top() === (width > 1000 ? 136 : 8), 'the tabs in sight');
  expect(document.activeElement?.textContent).toBe('Rank');
  // Who presses a tab goes on by hand, and nothing scrolls.
  document.dispatchEvent(new PointerEvent('pointerdown'));
  scrollTo(0, 0);
  await does(() => host.querySelector<HTMLElement>('[data-view="domains"]')?.click());
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(scrollY).toBe(0);
});
