import { expect, test } from 'vitest';
import { look } from '../../runs/inside/look.test-helper';
import { SUMMARY, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { WalkView } from './WalkView';
import { walkedLook } from './walk.test-helper';

test('the domain stands in the row under the name of its column', async () => {
  const domains = ['home', 'search', 'video'].map((name) => ({ name, rows: 4, positives: 2 }));
  const run = { ...startedRun(), phase: 'done' as const, data: { ...SUMMARY, domains }, looks: [look({ ...walkedLook() })] };
  const { host, text } = await render(<WalkView run={run} look={run.looks[0] ?? look()} moment={0} adapter={0} />, { run, walkSeen: true }, 1200);
  await until(() => host.querySelector('[data-box="row"]'), 'the row');
  expect(host.querySelector('[data-box="row"]')?.textContent).toContain('place (domain)d0price0.25');
  expect(text()).not.toContain('domain_indicator');
});
