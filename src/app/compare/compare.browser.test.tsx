import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Experiment } from '../../config/experiment';
import { UserError } from '../../lib/user-error';
import type { ExperimentRecord } from '../../runs/experiment/record';
import type { ExperimentTable } from '../../runs/experiment/table';
import { ROLES } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import type { AppState } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { CompareView } from './CompareView';
import { madeExperiment } from './experiment.test-helper';
import { outcomesOf, resultOf } from './result';
import { SeedCurvesFigure } from './SeedCurvesFigure';

const OPEN: Partial<AppState> = { table: TABLE, roles: ROLES, preview: PREVIEW };
afterEach(() => page.viewport(414, 896));

/** Types into a field, as React hears it. */
function type(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

test('what is chosen is checked at its field, stays when the tab is left, and is what Start begins', async () => {
  const startExperiment = vi.fn(async (_: Experiment) => {});
  const { host, does, button, text, again } = await render(<CompareView />, { ...OPEN, startExperiment });
  const field = (label: string) =>
    host.querySelector<HTMLInputElement>(
      `#${CSS.escape([...host.querySelectorAll('label')].find((each) => each.textContent === label)?.htmlFor ?? '')}`,
    ) as HTMLInputElement;
  const names = () => [...host.querySelectorAll<HTMLInputElement>('ul[aria-label="Contestants"] input:not([type])')].map(({ value }) => value);
  expect(names().slice(0, 2)).toEqual(['DCN + HAMUR', 'DCN']);
  for (const name of names().slice(2)) await does(() => button(`Remove ${name}`).click());

  await does(() => type(field('Seeds'), '41'));
  expect(field('Seeds').getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(field('Seeds').getAttribute('aria-describedby') as string)?.textContent).toBe('Must be at most 40.');
  expect(button('Start').disabled).toBe(true);
  await does(() => type(field('Seeds'), '3'));
  expect(text()).toContain('With fewer than 6 seeds no sign test can reach .05');

  await does(() => type(field('Adapters after layers'), '3'));
  await does(() => button('Add Adapters after layers').click());
  expect(text()).toContain('there is no layer 3');
  expect(names()).toHaveLength(2);
  await does(() => type(field('Another k'), '8, 35'));
  await does(() => button('Add Another k').click());
  expect(names()).toEqual(['DCN + HAMUR', 'DCN', 'DCN + HAMUR, k 8', 'DCN + HAMUR, k 35']);
  await does(() => type(field('Name of contestant 4'), 'DCN'));
  expect(text()).toContain('"DCN" stands there twice.');
  await does(() => type(field('Name of contestant 4'), 'large'));

  await again(null);
  await again(<CompareView />);
  expect(names().at(-1)).toBe('large');
  await does(() => button('Start').click());
  expect(startExperiment.mock.calls[0]?.[0]).toMatchObject({
    reference: 'DCN',
    seeds: [1, 2, 3],
    contestants: [{}, {}, {}, { name: 'large', config: { model: { k: 35 } } }],
  });
});

test('under way: a table that is marked as partial, the queue’s buttons, and what waits moves with the focus', async () => {
  const [pauseQueue, stopQueue, addSeeds] = [vi.fn(), vi.fn(), vi.fn(async () => {})];
  let put: ((state: Partial<AppState>) => void) | undefined;
  let experiment: ExperimentRecord = madeExperiment({ done: 4 });
  const moveJob: AppState['moveJob'] = (contestant, seed, place) => {
    const waiting = experiment.jobs.filter((job) => job.state === 'waiting');
    const job = waiting.find((each) => each.contestant === contestant && each.seed === seed);
    if (!job) return;
    waiting.splice(waiting.indexOf(job), 1);
    waiting.splice(place, 0, job);
    experiment = { ...experiment, jobs: [...experiment.jobs.filter(({ state }) => state !== 'waiting'), ...waiting] };
    // As in the store, it comes later.
    void Promise.resolve().then(() => put?.({ experiment }));
  };
  const jobsUnderWay = [{ contestant: 'DCN + HAMUR', seed: 3, epoch: 2.5, epochs: 5, secondsLeft: 4 }];
  const around = await render(<CompareView />, {
    ...OPEN,
    experiment,
    queue: 'running',
    secondsLeft: 42,
    jobsUnderWay,
    pauseQueue,
    stopQueue,
    addSeeds,
    moveJob,
  });
  put = around.store.setState;
  const { host, does, button, text, change } = around;
  expect(text()).toContain('So far: ');
  expect(text()).toContain('These are the runs that are done so far.');
  expect(text()).toContain('4 of 12 runs done');
  expect(text()).toContain('about 42 s left');
  expect(host.querySelector<HTMLProgressElement>('progress[aria-label="Progress of the comparison"]')?.value).toBe(4.5);
  await does(() => button('Pause').click());
  await does(() => button('Stop after this one').click());
  expect([pauseQueue, stopQueue].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);

  const rows = () => [...host.querySelectorAll('ol[aria-label="Runs that wait"] bdi')].map((each) => each.textContent);
  (host.querySelector('ol[aria-label="Runs that wait"]')?.closest('details') as HTMLDetailsElement).open = true;
  expect(rows().slice(0, 3)).toEqual(['DCN, seed 3', 'DCN + HAMUR, seed 4', 'DCN, seed 4']);
  await does(() => button('Up: DCN + HAMUR, seed 4').click());
  expect(rows().slice(0, 3)).toEqual(['DCN + HAMUR, seed 4', 'DCN, seed 3', 'DCN, seed 4']);
  // It is the first now: the button that is left has the focus.
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Down: DCN + HAMUR, seed 4');
  await does(() => button('Down: DCN + HAMUR, seed 4').click());
  await does(() => button('Down: DCN + HAMUR, seed 4').click());
  expect(rows()[2]).toBe('DCN + HAMUR, seed 4');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Down: DCN + HAMUR, seed 4');

  // Until a run is done, nobody knows when patience ends one.
  await change({ experiment: madeExperiment({ done: 0 }) });
  expect(text()).toContain('at most about 42 s left');
  await change({ queue: 'idle', experimentElsewhere: true });
  expect(text()).toMatch(/Training in another tab.*the tab that trains them can pause and stop them/);
  expect(text()).not.toContain('Not under way');
  await change({ experiment, queue: 'paused', experimentElsewhere: false });
  expect(text()).toContain('Paused');
  expect(around.enabled()).toContain('Go on');
});

test('done: the answer, where it says what more seeds would show, adds them', async () => {
  const addSeeds = vi.fn(async () => {});
  // Its gain differs in sign from seed to seed.
  const experiment = madeExperiment({ gains: [[0.0001, 0, -0.0001], [0]] });
  const { host, does, button, text, change } = await render(<CompareView />, { ...OPEN, experiment, addSeeds });
  expect(text()).toMatch(/6 seeds show no difference between DCN \+ HAMUR and DCN.* 10 more would find \.\d{4}\. Add 10 seeds/);
  await does(() => button('Add 10 seeds').click());
  expect(addSeeds).toHaveBeenCalledWith(10);
  await until(() => host.querySelectorAll('figure').length === 4, 'the pictures');

  await change({ experiment: madeExperiment({ failed: [4] }) });
  expect(text()).toContain('DCN + HAMUR, seed 3, failed: the loss is no number any more at step 12.');
  expect(text()).toContain('Left out of the differences: seed 3, which only one of the two has.');

  const jobs = experiment.jobs.map((job) => (job.outcome && job.seed === 2 ? { ...job, outcome: { ...job.outcome, data: 'other' } } : job));
  await change({ experiment: { ...experiment, jobs } });
  expect(host.querySelector('[role="alert"]')?.textContent).toBe(
    'These runs cannot stand in one table: DCN + HAMUR, seed 2, is of the data other, DCN + HAMUR, seed 1, of abc. Runs of one table need the same rows.',
  );

  // Other data: what is on the page is a new question.
  await change({ table: { ...TABLE, hash: 'new' }, experiment: { ...experiment, id: 'e1' } });
  expect(text()).toContain('What is compared');
  await does(() => button('Back to the comparison').click());
  expect(text()).toContain('clicks.csv: 2 contestants');
});

test('on a phone nothing sticks out, and the contestant stays in sight while the table scrolls', async () => {
  await page.viewport(390, 844);
  const domains = Array.from({ length: 12 }, (_, d) => `domain ${d}`);
  const { host } = await render(<CompareView />, { ...OPEN, experiment: madeExperiment({ domains }) }, 358);
  await until(() => host.querySelectorAll('figure').length === 4, 'the pictures');
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  const box = host.querySelector('section[aria-label="AUC"]') as HTMLElement;
  const name = box.querySelector('tbody th') as HTMLElement;
  const before = name.getBoundingClientRect().left;
  box.scrollLeft = 600;
  expect(box.scrollLeft).toBe(600);
  expect(name.getBoundingClientRect().left).toBe(before);
});

test('earlier comparisons open, go and come back; what keeps one from going on is said at its button', async () => {
  const [openExperiment, removeExperiment, bringBackExperiment] = [vi.fn(async () => {}), vi.fn(async () => {}), vi.fn(async () => {})];
  const resumeQueue = vi.fn(async () => {
    throw new UserError('clicks.csv, the data of this experiment, are not open', undefined, 'Open them, and go on.');
  });
  const listed = (id: string) => ({ id, began: 0, dataName: `${id}.csv`, contestants: ['A', 'B'], seeds: 3, done: 4, jobs: 6 });
  const experiment = madeExperiment({ done: 4 });
  const { host, does, button, text, change } = await render(<CompareView />, {
    ...OPEN,
    experiment,
    queue: 'paused',
    experiments: [listed(experiment.id), listed('old')],
    readExperiments: async () => {},
    openExperiment,
    removeExperiment,
    bringBackExperiment,
    resumeQueue,
  });
  const earlier = () => [...host.querySelectorAll('details')].find((each) => each.querySelector('summary')?.textContent?.includes('earlier comparison'));
  expect(earlier()?.querySelector('summary')?.textContent).toBe('1 earlier comparison');
  expect(earlier()?.textContent).toContain('old.csvA · B34 of 6');
  const of = (name: string) => [...(earlier()?.querySelectorAll('button') ?? [])].find((each) => each.textContent?.startsWith(name)) as HTMLButtonElement;
  await does(() => of('Open').click());
  await does(() => of('Remove').click());
  expect([openExperiment.mock.calls, removeExperiment.mock.calls]).toEqual([[['old']], [['old']]]);

  // The list may be empty then: the way back is there, and open.
  await change({ experiments: [], removedExperiment: 'old', removed: { keys: { experiments: ['old'], runs: [] }, what: 'it' } });
  expect([earlier()?.open, earlier()?.querySelector('[role="status"]')?.textContent]).toEqual([true, 'The comparison was removed. Undo']);
  await does(() => of('Undo').click());
  expect(bringBackExperiment).toHaveBeenCalledOnce();
  // Whatever was removed after it has made that final.
  await change({ removed: { keys: { runs: ['a'] }, what: 'a run' } });
  expect(earlier()).toBeUndefined();

  await does(() => button('Go on').click());
  expect(host.querySelector('[role="alert"]')?.textContent).toBe('clicks.csv, the data of this experiment, are not open. Open them, and go on.');
  expect(text()).toContain('4 of 12 runs done');
});

test('of many contestants eight curves are drawn at once, on one range, and the others in their place', async () => {
  const contestants = Array.from({ length: 10 }, (_, c) => `C${c + 1}`);
  const experiment = madeExperiment({ contestants, gains: [[0]], seeds: 2 });
  const { table } = resultOf(outcomesOf(experiment), contestants, 'C10', ['auc']);
  const { host, does } = await render(<SeedCurvesFigure table={table as ExperimentTable} experiment={experiment} />);
  const names = () => [...host.querySelectorAll('figure bdi')].map((each) => each.textContent);
  expect(names()).toEqual(contestants.slice(0, 8));
  const choice = [...host.querySelectorAll('label')].find((each) => each.textContent?.startsWith('Contestants'))?.querySelector('select') as HTMLSelectElement;
  expect([...choice.options].map((each) => each.text)).toEqual(['1 to 8 of 10', '9 to 10 of 10']);
  await does(() => {
    choice.value = '1';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(names()).toEqual(['C9', 'C10']);
});

test('curves of the AUC per user can be chosen where runs have them, and are named so', async () => {
  const plain = madeExperiment({ seeds: 2 });
  const jobs = plain.jobs.map((job) => ({
    ...job,
    curve: job.curve?.map((point) => ({ ...point, perUser: point.auc === null ? null : point.auc - 0.1 })) ?? [],
  }));
  const { contestants, reference } = plain;
  const { table } = resultOf(
    outcomesOf(plain),
    contestants.map(({ name }) => name),
    reference,
    ['auc'],
  );
  const figure = async (experiment: ExperimentRecord) => {
    const { host, does, text } = await render(<SeedCurvesFigure table={table as ExperimentTable} experiment={experiment} />);
    const choice = [...host.querySelectorAll('label')].find((each) => each.textContent?.startsWith('Metric'))?.querySelector('select') as HTMLSelectElement;
    return { does, text, choice, offered: [...choice.options].map((each) => each.text) };
  };
  expect((await figure(plain)).offered).toEqual(['AUC', 'LogLoss']);
  const { does, text, choice, offered } = await figure({ ...plain, jobs });
  expect(offered).toEqual(['AUC', 'LogLoss', 'AUC per user']);
  await does(() => {
    choice.value = 'perUser';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(text()).toContain('AUC within each user’s rows, mean over users and then over the domains: more is better.');
});
