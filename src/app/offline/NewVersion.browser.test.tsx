import { expect, test } from 'vitest';
import { startedRun } from '../../runs/run.test-helper';
import { render } from '../render.test-helper';
import { useApp, usePlayground } from '../store/use-app';
import { NewVersion } from './NewVersion';

let taken = 0;
const take = () => {
  taken++;
};
function Shown({ offers }: { offers: number }) {
  useApp(({ run }) => run);
  return <NewVersion store={usePlayground().store} take={take} offers={offers} />;
}

test('a new version is offered when nothing is trained, is taken by a press, and can wait, until another one is there', async () => {
  const { change, text, button, does, again } = await render(<Shown offers={1} />, { run: { ...startedRun(), phase: 'training' } });
  expect(text()).toBe('');
  await change({ run: { ...startedRun(), phase: 'done' }, queue: 'running' });
  expect(text()).toBe('');
  await change({ queue: 'idle' });
  expect(text()).toBe('A new version is there.Load itLater');
  await does(() => button('Load it').click());
  expect(taken).toBe(1);
  await does(() => button('Later').click());
  expect(text()).toBe('');
  await again(<Shown offers={2} />);
  expect(text()).toContain('A new version is there.');
});
