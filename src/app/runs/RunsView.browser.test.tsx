import { afterEach, expect, test } from 'vitest';
import { page as browserPage } from 'vitest/browser';
import { completeRunConfig } from '../../config/complete';
import type { KeptRun, Library } from '../../protocol/library';
import { emptyLook } from '../../runs/look.test-helper';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, ROLES, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { listedRun } from './listed-run.test-helper';
import { RunsView } from './RunsView';

const kept = (...args: Parameters<typeof listedRun>): KeptRun => {
  const { where: _, ...run } = listedRun(...args);
  return { ...run, bytes: 1 };
};
const libraryOf = (runs: KeptRun[]): Library => ({ runs, data: [], bytes: 1, persisted: false, keeps: true, unkept: [] });
/** The settings on the page are of a file: no run comes with the page that is like them. */
const config = completeRunConfig({ data: { source: { file: 'rows.csv' } } }, ROLES);
const bodyRows = (host: HTMLElement) => [...host.querySelectorAll<HTMLTableRowElement>('section[aria-label="Runs"] tbody tr')];

afterEach(() => browserPage.viewport(414, 896));

test('of a thousand runs a page is drawn, whatever they are sorted and searched by', async () => {
  const runs = Array.from({ length: 1000 }, (_, i) =>
    kept(`r${i}`, { seed: 1 + (i % 4), model: { k: 2 + Math.floor(i / 4) } }, { auc: [0.5 + (i % 97) / 250, 0.6], began: i }),
  );
  const { host, does, button, change, text } = await render(<RunsView />, { config, library: libraryOf(runs) }, 1390);
  expect([bodyRows(host).length, host.querySelectorAll('*').length < 3000]).toEqual([50, true]);
  await does(() => button('Next').click());
  expect(text()).toContain('Page 2 of 5');
  await does(() => button('AUC, home').click());
  const home = () => bodyRows(host).map((row) => Number(row.textContent?.match(/0\.\d{4}/g)?.[1]));
  expect(home()).toEqual([...home()].sort((a, b) => b - a));
  expect(text()).toContain('Page 1 of 5');
  await change({ runsLook: { grouped: false } });
  expect([bodyRows(host).length, host.querySelectorAll('*').length < 3000]).toEqual([50, true]);
  await change({ runsLook: { text: 'k 177', grouped: false } });
  expect(bodyRows(host)).toHaveLength(4);
  await change({ runsLook: { text: 'nobody' } });
  expect(text()).toContain('No run is like that.');
});

test('a group opens, is chosen as a whole, and stands on a phone without widening it', async () => {
  await browserPage.viewport(390, 844);
  const runs = [1, 2, 3].map((seed) => kept(`s${seed}`, { seed }, { auc: [0.7 + seed / 100, 0.6], began: seed }));
  const old = kept('old', { model: { k: 3 } });
  const { host, does, button, state } = await render(<RunsView />, { config, library: libraryOf([...runs, old]) }, 360);
  expect(bodyRows(host).map((row) => row.querySelector('bdi')?.textContent)).toEqual(['DCN + HAMUR, k 3, seed 1', 'DCN + HAMUR, k 16']);
  expect(bodyRows(host)[1]?.textContent).toContain('.7200 ± .0100');
  // What an earlier version has kept lacks scores, and says why.
  expect(bodyRows(host)[0]?.textContent).toContain('– it was not tested');
  const opener = button('Runs of DCN + HAMUR, k 16');
  expect(opener.getAttribute('aria-expanded')).toBe('false');
  await does(() => opener.click());
  expect([bodyRows(host).length, button('Runs of DCN + HAMUR, k 16').getAttribute('aria-expanded')]).toEqual([5, 'true']);
  const box = (name: string) => host.querySelector<HTMLInputElement>(`input[aria-label="Choose ${name}"]`) as HTMLInputElement;
  await does(() => box('DCN + HAMUR, k 16').click());
  expect([...state().chosenRuns].sort()).toEqual(['s1', 's2', 's3']);
  await does(() => box('DCN + HAMUR, k 16, seed 2').click());
  expect([box('DCN + HAMUR, k 16').checked, box('DCN + HAMUR, k 16').indeterminate]).toEqual([false, true]);
  expect(host.scrollWidth).toBeLessThanOrEqual(360);
  // The last head is empty: it must not stay where it covers the others.
  const heads = [...host.querySelectorAll<HTMLElement>('section[aria-label="Runs"] thead > tr > *')];
  expect(heads.at(-1)?.getBoundingClientRect().left).toBeGreaterThanOrEqual(heads.at(-2)?.getBoundingClientRect().right ?? Number.NaN);
});

test('at 1440 px the table of three domains has room: nothing of a row is covered by its buttons', async () => {
  await browserPage.viewport(1440, 900);
  const began = new Date(2026, 10, 26, 16, 40).getTime();
  const runs = [1, 2].map((seed) => {
    const { scores, ...run } = kept(`s${seed}`, { seed }, { auc: [0.7, 0.6], began, domains: ['under 25', '25 to 34', '35 and more'] });
    const three = { mean: 0.7, all: 0.7, byDomain: [0.7, 0.7, 0.7] };
    return { ...run, ...(scores && { scores: { auc: three, logLoss: three } }) };
  });
  const { host } = await render(<RunsView />, { config, library: libraryOf(runs), runsLook: { grouped: false } }, 1358);
  const box = host.querySelector('section[aria-label="Runs"]') as HTMLElement;
  expect(box.textContent).toContain('26 Nov 2026, 16:40');
  expect(box.scrollWidth).toBeLessThanOrEqual(box.clientWidth);
});

test('records of chosen runs are read once each; of other data only the metrics are refused; one that cannot be read is named', async () => {
  const record = (id: string, change: Partial<RunRecord> = {}): RunRecord => ({
    ...startedRun(),
    id,
    phase: 'done',
    epochs: [epochRecord(1, 0.7), epochRecord(2, 0.8)],
    ...modelResult(0.8),
    looks: [emptyLook(1)],
    ...change,
  });
  const runs = [kept('a', { model: { k: 3 } }), kept('b', { model: { k: 5 } }), kept('c', { model: { k: 7 } })];
  const { call, count, does, text, host, change } = await render(<RunsView />, { config, library: libraryOf(runs), chosenRuns: ['a', 'b'] }, 1390);
  await until(() => text().includes('Settings that differ'), 'the comparison');
  await does(() => call('library', 'record').answer(record('a')));
  await does(() => call('library', 'record').answer(record('b', { data: { ...SUMMARY, hash: 'other' } })));
  await until(() => host.querySelector('figure'), 'the curves');
  // They are no ghosts, whatever the page shows.
  expect(host.querySelector('[data-own] figure')).not.toBeNull();
  expect(text()).toMatch(/are not of the same rows\. The hash of the data differs: abc of “DCN \+ HAMUR, k 3”, other of “DCN \+ HAMUR, k 5”/);
  expect(text()).toContain('Best AUC (mean over domains): DCN + HAMUR, k 3 0.8000 at epoch 2');
  await change({ chosenRuns: ['a', 'b', 'c'] });
  expect(count('library', 'record')).toBe(3);
  await does(() => call('library', 'record').fail(new Error('it is broken')));
  await until(() => host.querySelector('[role="alert"]'), 'what cannot be read');
  expect(host.querySelector('[role="alert"]')?.textContent).toContain('“DCN + HAMUR, k 7” cannot be read: it is broken');
});

test('of one chosen run the files are offered, of two none: which would they be of?', async () => {
  const runs = [1, 2].map((seed) => kept(`s${seed}`, { seed }));
  const { does, enabled, button, change, call, state } = await render(<RunsView />, { config, library: libraryOf(runs), chosenRuns: ['s1', 's2'] }, 1390);
  expect(enabled()).not.toContain('Take away…');
  await change({ chosenRuns: ['s2'] });
  await does(() => button('Take away…').click());
  await does(() =>
    call('library', 'record').answer({
      ...startedRun(),
      ...modelResult(0.7, 1),
      id: 's2',
      config: { ...config, seed: 2 },
      phase: 'done',
      epochs: [epochRecord(1, 0.7)],
    }),
  );
  expect([state().run?.id, state().sheet]).toEqual(['s2', 'files']);
});

test('runs of the same settings and seed are told apart by when they began, in all that can be done with them', async () => {
  const at = (seconds: number) => new Date(2026, 10, 27, 21, 44, seconds).getTime();
  const runs = [kept('one', {}, { began: at(3) }), kept('two', {}, { began: at(9) })];
  const { host, button } = await render(<RunsView />, { config, library: libraryOf(runs), runsLook: { grouped: false } }, 1390);
  expect(bodyRows(host).map((row) => row.querySelector('bdi')?.textContent)).toEqual([
    'DCN + HAMUR, seed 1, 27 Nov 2026, 21:44:09',
    'DCN + HAMUR, seed 1, 27 Nov 2026, 21:44:03',
  ]);
  expect(button('Remove DCN + HAMUR, seed 1, 27 Nov 2026, 21:44:03')).toBeDefined();
});
