import { describe, expect, test } from 'vitest';
import type { DataSummary } from '../../protocol/data';
import type { EarlyRecord, Evaluation } from '../../protocol/result';
import type { RunRecord } from '../../runs/record';
import { epochRecord, ROLES, startedRun } from '../../runs/run.test-helper';
import { comparedRun, type Domain } from '../../runs/words/compared.test-helper';
import { render } from '../render.test-helper';
import { shownRun } from '../store/selectors';
import { TABLE } from '../store/store.test-helper';
import { useApp } from '../store/use-app';
import { Headline } from './Headline';

const Shown = () => <Headline run={useApp(shownRun)} />;

const DOMAINS: Domain[] = [
  { name: 'notifications', rows: 1548, change: [0.0123, 0.006] },
  { name: 'recommendations', rows: 856, change: [-0.0345, 0.009] },
  { name: 'video', rows: 596, change: [0.0871, 0.012] },
];
const done = (change: Partial<RunRecord> = {}) => comparedRun(DOMAINS, change);
const relied = { verdict: { domain: 'none seen' } } as RunRecord['ablation'];
const { test: _, comparison: __, ...untested } = done();
const unequal = { ...done({ phase: 'stopped', stopped: 'person', bestEpoch: 12, epochs: Array.from({ length: 12 }, (_, i) => epochRecord(i + 1, 0.7)) }) };

const EARLY: EarlyRecord[] = [{ epoch: 0.05, outOf: 20_000, val: { ...(done().test as Evaluation), rows: 3000 } }];

const STATES: [string, RunRecord | undefined][] = [
  ['nothing yet', undefined],
  ['preparing', { ...startedRun(), phase: 'preparing' }],
  ['too early', { ...untested, phase: 'training', epochs: [] }],
  ['within the first epoch', { ...untested, phase: 'training', epochs: [], early: EARLY, baseline: { epochs: [], losses: [], early: EARLY } }],
  ['training', { ...untested, phase: 'training', epochs: [epochRecord(1, 0.7)] }],
  ['paused', { ...untested, phase: 'paused' }],
  ['evaluating', { ...untested, phase: 'evaluating' }],
  ['done', done()],
  ['with an ablation', done({ ...(relied && { ablation: relied }) })],
  ['stored', done({ recorded: '2026-01-02', ...(relied && { ablation: relied }) })],
  ['stopped in the backbone’s turn', unequal],
  ['stopped', done({ phase: 'stopped', stopped: 'person' })],
  ['failed', { ...untested, phase: 'failed', message: 'why' }],
  ['a domain left out', comparedRun([...DOMAINS, { name: 'phone' }])],
];

describe('the headline', () => {
  test.each([1392, 1008, 640, 358, 312])('is as tall whatever it says, %d pixels wide', async (width) => {
    const { host, change } = await render(<Shown />, {}, width);
    // Each of the page's faces, also those that no sentence has used yet.
    expect(document.fonts.size).toBeGreaterThan(0);
    for (const { status } of document.fonts) expect(status).toBe('loaded');
    const heights = new Map<string, number[]>();
    for (const [name, run] of STATES) {
      await change({ run });
      heights.set(name, [...host.querySelectorAll('p')].map((each) => each.offsetHeight).concat((host.firstElementChild as HTMLElement).offsetHeight));
      expect(host.scrollWidth, name).toBe(width);
    }
    const [, , tall] = heights.get('nothing yet') as number[];
    for (const [name, each] of heights) expect([name, each[2]]).toEqual([name, tall]);
  });

  test('a screen reader hears what stays, not what changes with each epoch', async () => {
    const { host, change } = await render(<Shown />);
    const status = () => host.querySelector('[role="status"]') as HTMLElement;
    const first = status();
    for (const [name, run] of STATES) {
      await change({ run });
      const active = ['preparing', 'too early', 'within the first epoch', 'training', 'paused', 'evaluating'].includes(name);
      expect([name, status().getAttribute('aria-live')]).toEqual([name, active ? 'off' : 'polite']);
      // The same element throughout: a new one would not be heard.
      expect(status()).toBe(first);
    }
  });

  test('what is measured later is added to it, and the rest stays', async () => {
    const { host, change, text } = await render(<Shown />, { run: done() });
    const [verdict, whose] = [...host.querySelectorAll('p')].map((each) => each.firstChild);
    await change({ run: done({ ...(relied && { ablation: relied }) }) });
    expect(text()).toMatch(/another seed may change it by 0\.01 or more, and the verdict with it\. No sign that the trained model needs/);
    expect([...host.querySelectorAll('p')].map((each) => each.firstChild)).toEqual([verdict, whose]);
  });
});

test('what gives the label away stands over the verdict, before and after training, and in the same place', async () => {
  const alarms = [
    { kind: 'predicts' as const, column: 'user', message: '“user” alone tells the label.', advice: 'leave out' as const },
    { kind: 'copy' as const, column: 'place', message: '“place” says the same.', advice: 'leave out' as const },
  ];
  const leaks = { hash: TABLE.hash, report: { alarms: alarms.slice(0, 1), rows: 9, sampled: false } };
  const note = (host: HTMLElement) => host.querySelector<HTMLElement>('[role="note"]');
  const before = await render(<Headline run={undefined} />, { table: TABLE, leaks, roles: ROLES });
  expect(note(before.host)?.textContent).toBe(
    'Alarm: results on these data may be too good to be true. “user” alone tells the label. Look at it on the data sheet',
  );
  await before.does(() => before.button('Look at it on the data sheet').click());
  expect(before.store.getState()).toMatchObject({ sheet: 'data', alarmsAsked: 1 });

  const run = done();
  const trained = { ...run, data: { ...(run.data as DataSummary), alarms } };
  await before.again(<Headline run={trained} />);
  expect(note(before.host)?.textContent).toMatch(/^This result may be too good to be true\. “user” alone tells the label\. There is one more alarm\./);
  // The column was left out since: the result on the page is still the old one.
  await before.change({ leaks: undefined });
  expect(note(before.host)?.textContent).toMatch(/The settings no longer do that: train again\.$/);
  // Of other data it says nothing.
  await before.again(<Headline run={trained} pale="data" />);
  expect(note(before.host)).toBeNull();
  await before.again(<Headline run={run} />);
  expect(note(before.host)).toBeNull();
});
