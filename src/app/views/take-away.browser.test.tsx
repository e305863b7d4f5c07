import { expect, test } from 'vitest';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, startedRun } from '../../runs/run.test-helper';
import { render } from '../render.test-helper';
import { TakeAway } from './TakeAway';

const done: RunRecord = {
  ...startedRun(),
  phase: 'done',
  engine: { name: 'wasm', adapter: 'a test', reason: 'a test' },
  epochs: [epochRecord(1, 0.7)],
  ...modelResult(0.7, 1),
};

test('what fails is told at its own entry', async () => {
  const page = await render(<TakeAway run={done} />, { run: done });
  await page.does(() => page.button('Save Weights').click());
  await page.does(() => page.call('run', 'weights').fail(new Error('a reason')));
  const alerts = [...page.host.querySelectorAll('[role=alert]')];
  expect(alerts.map((alert) => alert.textContent)).toEqual(['a reason']);
  expect(alerts[0]?.closest('li')?.textContent).toContain('Save Weights');
});

test('a run whose model is not here leaves what needs no model, and says why', async () => {
  const page = await render(<TakeAway run={{ ...done, recorded: '2026-01-01' }} />, { run: done });
  const buttons = [...page.host.querySelectorAll('button')].map((button) => button.textContent);
  expect(buttons).toEqual(['Save Report', 'Save Curves', 'Save Inside data', 'Save Run', 'Save Configuration']);
  expect(page.text()).toContain('The model of this run is not here');
});
