import { afterEach, expect, test } from 'vitest';
import { render, until } from '../render.test-helper';
import { keepInView } from './keep-in-view';

let end = () => {};
afterEach(() => end());

const shown = async () => {
  const { host } = await render(
    <>
      <button type="button">at the top</button>
      <div style={{ height: 2000 }} />
      <p>the target</p>
      <div style={{ height: 2000 }} />
    </>,
  );
  scrollTo(0, 0);
  const target = host.querySelector('p') as HTMLElement;
  return { host, target, top: () => Math.round(target.getBoundingClientRect().top) };
};

test('what takes the focus at the same time does not keep it from coming into view', async () => {
  const { host, target, top } = await shown();
  end = keepInView(target);
  host.querySelector('button')?.focus();
  await until(() => top() === 0, 'the target');
});

test('a way there that is cut short is gone to its end', async () => {
  const { target } = await shown();
  const ways: string[] = [];
  // The smooth one leads nowhere.
  end = keepInView(target, (way) => ways.push(way));
  await until(() => ways.includes('auto'), 'the way that is no smooth one');
});

test('it comes back when the page grows above it, until the person does something', async () => {
  const { host, target, top } = await shown();
  end = keepInView(target);
  await until(() => top() === 0, 'the target');
  host.prepend(Object.assign(document.createElement('div'), { style: 'height: 500px; overflow-anchor: none' }));
  await until(() => top() === 0, 'the target again');
  document.dispatchEvent(new WheelEvent('wheel'));
  scrollTo(0, 0);
  host.append(Object.assign(document.createElement('div'), { style: 'height: 500px' }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(scrollY).toBe(0);
});
