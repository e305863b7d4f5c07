import { describe, expect, test } from 'vitest';
import type { RunPhase } from '../../protocol/run';
import { startedRun } from '../../runs/run.test-helper';
import { madeExperiment } from '../compare/experiment.test-helper';
import { render } from '../render.test-helper';
import type { AppState } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { TopBar } from './TopBar';

const CONTROLS = ['Train', 'Pause', 'Resume', 'Step', 'Stop', 'Reset'];
const OPEN: Partial<AppState> = { table: TABLE, preview: PREVIEW };

async function pressable(given: Partial<AppState>) {
  const page = await render(<TopBar />, given);
  return { can: page.enabled().filter((name) => CONTROLS.includes(name)), says: page.text() };
}

describe('what can be pressed', () => {
  test('without a run: nothing while something hinders, and it says what', async () => {
    expect(await pressable({})).toMatchObject({ can: [], says: expect.stringContaining('Train cannot start yet: open data first.') });
    expect(await pressable({ ...OPEN, opening: { name: 'a.csv', phase: 'reading', done: 1 } })).toMatchObject({
      can: [],
      says: expect.stringContaining('Train cannot start yet: the data are still being read.'),
    });
    expect(await pressable({ ...OPEN, previewError: 'no row is left' })).toMatchObject({
      can: [],
      // The strip below says which.
      says: expect.stringContaining('Train cannot start yet: the settings do not fit the data.'),
    });
  });

  test('without a run: Train and Step once nothing hinders', async () => {
    expect(await pressable(OPEN)).toMatchObject({ can: ['Train', 'Step'], says: expect.stringMatching(/Ready\. At most \d+ epochs\./) });
  });

  test.each<[RunPhase, string[], string]>([
    ['preparing', ['Stop', 'Reset'], 'Preparing'],
    ['training', ['Pause', 'Stop', 'Reset'], 'Training'],
    ['paused', ['Resume', 'Step', 'Stop', 'Reset'], 'Paused'],
    ['evaluating', ['Stop', 'Reset'], 'Testing'],
    ['done', ['Train', 'Step', 'Reset'], 'Done'],
    ['stopped', ['Train', 'Step', 'Reset'], 'Stopped'],
    ['failed', ['Train', 'Step', 'Reset'], 'Failed'],
  ])('in a run that is %s', async (phase, can, name) => {
    const shown = await pressable({ ...OPEN, run: { ...startedRun(), phase } });
    expect(shown.can).toEqual(can);
    expect(shown.says).toContain(name);
  });

  test('a run under way goes on though its settings could not begin another', async () => {
    const shown = await pressable({ ...OPEN, previewError: 'no row is left', run: { ...startedRun(), phase: 'training' } });
    expect(shown.can).toEqual(['Pause', 'Stop', 'Reset']);
    expect(shown.says).not.toContain('cannot start yet');
  });
});

test('a run that ends while a setting is wrong has ended all the same, and it is said why Train cannot start', async () => {
  const wrong = { ...OPEN, problems: [{ path: 'seed', text: 'must be a whole number' }] as unknown as AppState['problems'] };
  const { host, text, change } = await render(<TopBar />, { ...wrong, run: { ...startedRun(), phase: 'training' } });
  const phase = () => host.querySelector('[role=status]')?.textContent;
  expect(phase()).toBe('Training');
  await change({ run: { ...startedRun(), phase: 'done' } });
  expect(phase()).toBe('Done');
  expect(text()).toContain('Train cannot start yet: Seed cannot be used as it is.');
  await change({ run: undefined });
  expect(phase()).toBeUndefined();
});

test('the time left is said of a run under way only', async () => {
  const progress = { model: { step: 1, stepsPerEpoch: 4, epoch: 1.5, epochs: 20, loss: 0.5, rowsPerSecond: 1234.4, secondsLeft: 65 } };
  const run = { ...startedRun(), progress };
  expect((await pressable({ ...OPEN, run: { ...run, phase: 'training' } })).says).toMatch(/1,234 rows\/s ?at most \d+ (s|min) left/);
  expect((await pressable({ ...OPEN, run: { ...run, phase: 'stopped' } })).says).not.toContain('left');
});

test('of a run that is followed it says who trains it: another tab, or the comparison of this one', async () => {
  const experiment = madeExperiment();
  const run = { ...startedRun(), id: `${experiment.id}.2`, phase: 'training' as const, recorded: '2026-11-26' };
  const { host, text, button, enabled, change } = await render(<TopBar />, { ...OPEN, run });
  expect(enabled().filter((name) => CONTROLS.includes(name))).toEqual(['Reset']);
  expect(text()).toContain('Trained in another tab, followed here: epoch');
  expect(button('Train').title).toBe('Another tab trains this run: pause it or stop it there. Reset takes it off this page.');

  await change({ experiment });
  expect(text()).toContain('Trained by the comparison, followed here: epoch');
  expect([button('Train').title, button('Pause').title]).toEqual(
    Array(2).fill('The comparison trains this run: pause it or stop it on the tab Compare. Reset takes it off this page.'),
  );
  expect(host.textContent).not.toContain('another tab');
  await change({ experimentElsewhere: true });
  expect(text()).toContain('Trained in another tab');
});

test('the focus stays with the controls when the one that has it can no longer be pressed, and goes where it is sent', async () => {
  const { host, button, change, does } = await render(<TopBar />, OPEN);
  const group = host.querySelector('[role=group][aria-label=Run]');
  await does(() => button('Train').focus());
  await change({ run: { ...startedRun(), phase: 'training' } });
  expect(button('Train').disabled).toBe(true);
  expect(document.activeElement).toBe(group);
  await change({ run: { ...startedRun(), phase: 'done' } });
  expect(document.activeElement).toBe(group);

  // On a phone it is folded.
  await does(() => button('More').click());
  await does(() => button('Share…').focus());
  await change({ run: { ...startedRun(), phase: 'training' } });
  expect(document.activeElement).toBe(button('Share…'));
  await does(() => button('Share…').blur());
  await change({ run: { ...startedRun(), phase: 'done' } });
  expect(document.activeElement).toBe(document.body);
});
