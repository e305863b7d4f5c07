import { describe, expect, test } from 'vitest';
import { look } from '../../runs/inside/look.test-helper';
import type { RunRecord } from '../../runs/record';
import { modelResult, SUMMARY } from '../../runs/run.test-helper';
import { until } from '../render.test-helper';
import { walkedLook } from './walk.test-helper';
import { Panel, page, STRENGTHS, withWalks } from './walk-page.test-helper';

describe('what is asked of the worker', () => {
  const live = (change: Partial<RunRecord> = {}) => withWalks(walkedLook(), { ...modelResult(0.7), ...change });
  const number = (host: HTMLElement) => host.querySelector('input[inputmode="numeric"]') as HTMLInputElement;

  test('another row is followed by its number, alone or beside this one; not of a stored run', async () => {
    const { host, type, does, button, call, text, state, count } = await page(live());
    await type(number(host), '91');
    await does(() => button('Follow').click());
    expect(text()).toContain('Rows go from 1 to 90.');
    expect(count('inside', 'follow')).toBe(0);
    await type(number(host), '18');
    await does(() => button('Follow').click());
    expect(call('inside', 'follow').args).toEqual([[17]]);
    expect(text()).toContain('Following row 18 …');
    // The answer is of another row: this one is not in the data.
    const left = look({ ...walkedLook() });
    await does(() => call('inside', 'follow').answer(left));
    expect(text()).toContain('Row 18 was left out of the data');
    expect(state().walkRow).toBeUndefined();
    await does(() => button('Follow').click());
    await does(() => call('inside', 'follow').answer(undefined));
    expect(state().walkRow).toBe(17);
    expect(text()).not.toContain('left out of the data');
    await does(() => button('Set beside').click());
    expect(call('inside', 'follow').args).toEqual([[7, 17]]);
    await does(() => call('inside', 'follow').answer(undefined));
    expect(state().walkBeside).toEqual({ kind: 'row', row: 17 });
    expect(number((await page(withWalks(walkedLook(), { recorded: '2026-01-01' }))).host)).toBeNull();
  });

  test('strengths: by itself where it is quick, else by a button, and only at rest', async () => {
    const quick = await page(live());
    expect(quick.count('inside', 'strengths')).toBe(1);
    await quick.does(() => quick.call('inside', 'strengths').answer(STRENGTHS));
    expect(quick.text()).toContain('row 8 gets 53.0 %, AUC of all rows 0.720, home 0.650, search 0.660, video n/a.');
    const many = { ...SUMMARY, split: { train: 1, val: 1, test: 1e6 }, domains: live().data?.domains ?? [] };
    const slow = await page(live({ data: many }));
    expect(slow.count('inside', 'strengths')).toBe(0);
    await slow.does(() => slow.button('Measure it on the test rows').click());
    expect(slow.count('inside', 'strengths')).toBe(1);
    await slow.does(() => slow.call('inside', 'strengths').fail(new Error('it broke')));
    expect(slow.host.querySelector('[role="alert"]')?.textContent).toBe('it broke');
    const training = await page(live({ phase: 'training' }));
    expect(training.enabled()).not.toContain('Measure it on the test rows');
    expect(training.count('inside', 'strengths')).toBe(0);
    const stored = await page(live({ recorded: '2026-01-01' }));
    expect(stored.text()).toContain('This stored run does not say.');
  });

  test('strengths of a run that rests are measured by a button alone; what failed then is no longer said at its end', async () => {
    const { host, text, count, call, does, button, change, state } = await page(live({ phase: 'paused' }));
    expect(count('inside', 'strengths')).toBe(0);
    await does(() => button('Measure it on the test rows').click());
    await does(() => call('inside', 'strengths').fail(new Error('it broke')));
    expect(host.querySelector('[role="alert"]')?.textContent).toBe('it broke');
    await change({ run: { ...(state().run as RunRecord), phase: 'training' } });
    expect(host.querySelector('[role="alert"]')).toBeNull();
    await change({ run: { ...(state().run as RunRecord), phase: 'done' } });
    expect(count('inside', 'strengths')).toBe(2);
    await does(() => call('inside', 'strengths').answer(STRENGTHS));
    expect(text()).toContain('row 8 gets 53.0 %');
  });

  test('strengths that were given up are not begun again unasked, not even where the view is left and opened again', async () => {
    const { does, button, call, count, again, enabled } = await page(live());
    await does(() => button('Cancel').click());
    await does(() => call('inside', 'strengths').answer(undefined));
    await again(<p>Another view</p>);
    await again(<Panel />);
    await until(() => enabled().includes('Measure it on the test rows'), 'the button');
    expect([count('inside', 'cancelStrengths'), count('inside', 'strengths')]).toEqual([1, 1]);
    await does(() => button('Measure it on the test rows').click());
    expect(count('inside', 'strengths')).toBe(2);
  });

  test('its slider moves the row’s probability and each domain’s AUC', async () => {
    const { host, slide, text } = await page(live({ recorded: '2026-01-01', strengths: STRENGTHS }));
    const slider = host.querySelector('section[aria-label="The adapter’s strength"] input') as HTMLInputElement;
    await slide(slider, '0');
    expect(text()).toContain('row 8 gets 31.0 %, AUC of all rows 0.700, home 0.610, search 0.620, video n/a.');
    expect(slider.getAttribute('aria-valuetext')).toContain('0.00: row 8 gets 31.0 %');
  });
});

test('strengths say which weights were asked, whatever moment is shown', async () => {
  const kept = { ...walkedLook({ epoch: 5 }), final: true };
  const said = async (change: Partial<RunRecord>) => (await page(withWalks(kept, { strengths: STRENGTHS, ...change }))).text();
  expect(await said({})).toContain('Measured with the weights that the run ended with.');
  expect(await said({ looks: [look({ ...walkedLook({ epoch: 0 }) })] })).toContain('that the run ended with, not with those of the moment above.');
  expect(await said({ phase: 'paused' })).toContain('Measured with the weights as they are now.');
});
