import { expect, test } from 'vitest';
import { render, until } from '../render.test-helper';
import { later } from './later';

const Word = ({ word }: { word: string }) => <b>{word}</b>;

test('what is fetched takes the place of what waits, with its latest props', async () => {
  let come: (part: typeof Word) => void = () => {};
  const Late = later(
    'It',
    () => new Promise<typeof Word>((resolve) => (come = resolve)),
    ({ word }) => <i>{word}</i>,
  );
  const { host, again } = await render(<Late word="one" />);
  expect(host.innerHTML).toBe('<i>one</i>');
  await again(<Late word="two" />);
  come(Word);
  await until(() => host.querySelector('b') !== null, 'its turn');
  expect(host.innerHTML).toBe('<b>two</b>');
});

test('what cannot be fetched says so in its place, and its neighbours stay', async () => {
  const Late = later<{ word: string }>('The tour', () => Promise.reject(new TypeError('Failed to fetch')));
  const { host } = await render(
    <>
      <p>before</p>
      <Late word="one" />
    </>,
  );
  await until(() => host.querySelector('[role=alert]') !== null, 'what it says');
  expect(host.textContent).toMatch(/^beforeThe tour could not be loaded\. The rest of the page goes on/);
});

test('several that have come are drawn in a frame each', async () => {
  const frames: number[] = [];
  let frame = 0;
  const count = () => {
    frame++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const Seen = () => {
    frames.push(frame);
    return <b />;
  };
  const Late = later('It', async () => Seen);
  const { host } = await render(
    <>
      <Late />
      <Late />
      <Late />
    </>,
  );
  await until(() => host.querySelectorAll('b').length === 3, 'all of them');
  expect(new Set(frames).size).toBe(3);
});
