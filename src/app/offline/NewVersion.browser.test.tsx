import { expect, test } from 'vitest';
import { startedRun } from '../../runs/run.test-helper';
import { render } from '../render.test-helper';
import { useApp, usePlayground } from '../store/use-app';
import { NewVersion } from './NewVersion';

let taken = 0;
const take = () => {
  taken++;
};
function Shown() {
  useApp(({ run }) => run);
  return <NewVersion store={usePlayground().store} take={take} />;
}

test('a new version is offered when nothing is trained, is taken by a press, and can wait', async () => {
  const { change, text, button, does } = await render(<Shown />, { run: { ...startedRun(), phase: 'training' } });
  expect(text()).toBe('');
  await change({ run: { ...startedRun(), phase: 'done' }, queue: 'running' });
  expect(text()).toBe('');
  await change({ queue: 'idle' });
  expect(text()).toBe('A new version is there.Load itLater');
  await does(() => button('Load it').click());
  expect(taken).toBe(1);
  await does(() => button('Later').click());
  expect(text()).toBe('');
});
