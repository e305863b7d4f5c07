import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from '../render.test-helper';
import { bringIntoFree } from './free-room';

afterEach(() => page.viewport(414, 896));

/** A target that begins `before` pixels above its core, and the card at the lower end of the page. */
const shown = async (before: number, core: number) => {
  await page.viewport(800, 900);
  const { host } = await render(
    <>
      <div style={{ height: 1000 }} />
      <div id="target" style={{ scrollMarginTop: 100 }}>
        <div style={{ height: before }} />
        <figure style={{ height: core }} />
      </div>
      <div style={{ height: 2000 }} />
      <aside data-tour style={{ position: 'fixed', left: 0, right: 0, bottom: 0, height: 200 }} />
    </>,
  );
  const target = host.querySelector('#target') as HTMLElement;
  bringIntoFree(target, 'matters', 'auto');
  const { top, bottom } = (target.querySelector('figure') as HTMLElement).getBoundingClientRect();
  return { target: Math.round(target.getBoundingClientRect().top), top: Math.round(top), bottom: Math.round(bottom) };
};

test('what fits stands from its beginning, below what stays on top', async () => {
  expect(await shown(100, 300)).toEqual({ target: 100, top: 200, bottom: 500 });
});

test('where the card would cover the core, the beginning gives way', async () => {
  // The card begins at 700.
  expect(await shown(300, 500)).toMatchObject({ top: 184, bottom: 684 });
});

test('a core that is taller than the room begins at its upper end', async () => {
  expect(await shown(300, 900)).toMatchObject({ top: 100 });
});
