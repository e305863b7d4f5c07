import { expect, test } from 'vitest';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, startedRun } from '../../runs/run.test-helper';
import { render } from '../render.test-helper';
import { PytorchProject } from './PytorchProject';
import { ResultsView } from './ResultsView';

const done: RunRecord = {
  ...startedRun(),
  phase: 'done',
  engine: { name: 'wasm', adapter: 'a test', reason: 'a test' },
  epochs: [epochRecord(1, 0.7)],
  ...modelResult(0.7, 1),
};

test('is offered of a trained model that is here, and says why it cannot be made', async () => {
  const page = await render(<PytorchProject run={done} />, { run: done });
  const press = page.button('Save as a PyTorch project');
  await page.does(() => press.click());
  expect(press.disabled).toBe(true);
  await page.does(() => page.call('run', 'torch').fail(new Error('one model per domain has no PyTorch project yet')));
  expect(page.host.querySelector('[role=alert]')?.textContent).toBe('one model per domain has no PyTorch project yet');
  expect(press.disabled).toBe(false);
});

test.each([
  ['still trains', { ...done, phase: 'training' }],
  ['came from elsewhere', { ...done, recorded: '2026-01-01' }],
] as [string, RunRecord][])('is not offered of one that %s', async (_, run) => {
  expect((await render(<PytorchProject run={run} />, { run })).host.textContent).toBe('');
});

test('where there is no project of the model, the reason stands in the place of the button', async () => {
  const run: RunRecord = { ...done, config: { ...done.config, model: { ...done.config.model, sharing: 'separate', adapters: [] } } };
  const page = await render(<PytorchProject run={run} />, { run });
  expect(page.host.textContent).toContain('one model per domain has no PyTorch project yet');
  expect(page.host.querySelector('button')).toBeNull();
});

test('what is told of one run does not stay over another', async () => {
  const page = await render(<ResultsView run={done} />, { run: done });
  await page.does(() => page.button('Save as a PyTorch project').click());
  await page.does(() => page.call('run', 'torch').fail(new Error('a reason')));
  expect(page.text()).toContain('a reason');
  const next: RunRecord = { ...done, id: 'another' };
  await page.change({ run: next });
  await page.again(<ResultsView run={next} />);
  expect(page.button('Save as a PyTorch project').disabled).toBe(false);
  expect(page.text()).not.toContain('a reason');
});
