import { expect, test, vi } from 'vitest';
import { EXPERIMENT } from '../../runs/snapshot/experiment.test-helper';
import { settingsMark } from '../../runs/snapshot/mark';
import { snapshotOfRun } from '../../runs/snapshot/of-run';
import { trainedRun } from '../../runs/snapshot/run.test-helper';
import { packed, unpacked } from '../../runs/snapshot/text';
import { readAddress } from '../address';
import type { Received } from '../store/received';
import { shownRun } from '../store/selectors';
import { linkOf } from '../store/settings';
import { playground } from '../store/store.test-helper';
import { arrived } from './arrived';
import { confirmationOf, unconfirmable } from './confirmation';
import { LONGEST_SHARED, resultsOf, type ShareChoice, sharedLink, valuesInSettings } from './link-of';

const BASE = 'https://example.org/';
const DAY = '2026-11-27';
const WHOLE: ShareChoice = { look: true, result: 'run', names: false };
const PRIVATE = { file: 'my-rows.csv', hash: 'c0ffee' };

/** A page with a run that is trained, of a private file, whose domains bear these names. */
function pageWith(run = trainedRun()) {
  const page = playground();
  page.state().readLink('file=my-rows.csv&hash=c0ffee&seed=7');
  const { config } = page.state();
  const own = { ...run, config };
  page.store.setState({ run: own, lastShown: own.id });
  return { ...page, own, share: (choice: Partial<ShareChoice> = {}) => sharedLink(page.state(), { ...WHOLE, ...choice }, BASE, DAY) };
}

/** Another page that opens it. */
function opened(hash: string) {
  const page = playground();
  const { link, look = '' } = readAddress(hash);
  page.state().readLink(link);
  arriveAt(page, link, look);
  return page;
}

function arriveAt({ store, state }: Pick<ReturnType<typeof playground>, 'store' | 'state'>, link: string, look: string) {
  const came = { link: linkOf(state().config), look };
  store.setState({ came });
  arrived(store, link, came);
}

test('a link with a result shows it to whoever opens it, as the sender’s, and says when the numbers are confirmed', () => {
  const { store, own, share } = pageWith();
  store.setState({ view: 'results' });
  const { hash, long, leftOut } = share();
  expect([long, leftOut]).toEqual([false, []]);
  expect(readAddress(hash).link).toBe('file=my-rows.csv&hash=c0ffee&seed=7');
  const other = opened(hash);
  expect(other.state().view).toBe('results');
  expect(other.state().notes).toEqual([]);
  const shown = shownRun(other.state());
  expect(shown).toMatchObject({ recorded: DAY, phase: 'done', test: { auc: own.test.auc }, config: own.config });
  const received = other.state().received as NonNullable<ReturnType<typeof other.state>['received']>;
  expect(confirmationOf(received, undefined, undefined)).toBe('');
  expect(confirmationOf(received, own, undefined)).toContain(
    'Confirmed: all 26 numbers of the test rows are the same, bit for bit, on the same engine (WebAssembly). Compared were AUC',
  );
  const elsewhere = { ...own, engine: { ...own.engine, name: 'webgpu' as const }, test: { ...own.test, auc: (own.test.auc as number) + 1e-5 } };
  expect(confirmationOf(received, elsewhere, undefined)).toContain('AUC by at most 0.000010, LogLoss by at most 0. Engines round differently.');
  expect(confirmationOf(received, { ...own, data: { ...own.data, hash: 'other' } }, undefined)).toContain('of other data');
  const another = { ...own, test: elsewhere.test };
  expect(confirmationOf(received, another, undefined)).toContain('or the numbers were changed');
  expect(confirmationOf(received, { ...another, engine: { ...own.engine, adapter: 'SIMD (relaxed), 8 threads' } }, undefined)).toContain('another build');
  expect(confirmationOf(received, { ...another, engine: { ...own.engine, adapter: 'SIMD, 8 threads' } }, undefined)).toContain('were changed');
  expect(confirmationOf(received, { ...another, engine: { ...own.engine, adapter: '' } }, undefined)).toContain('may round differently');
  // While the settings are others, it is not what the page shows.
  other.state().set({ seed: 8 });
  expect(shownRun(other.state())?.id).not.toBe(shown?.id);
  expect(linkOf(other.state().config)).not.toBe(received.link);
});

test('only the settings are told where that is wanted, and nothing of a result unasked', () => {
  const { store, share } = pageWith();
  store.setState({ view: 'map', tour: 3 });
  expect(share({ look: false, result: 'none' }).hash).toBe('file=my-rows.csv&hash=c0ffee&seed=7');
  expect(share({ result: 'none' }).hash).toBe('file=my-rows.csv&hash=c0ffee&seed=7&tour=3&view=map');
});

test('a link is at most 8,000 characters, and what was left out is said; what is longer goes into a file whole', () => {
  const fits = pageWith(trainedRun(300, 40)).share();
  expect(fits.leftOut).not.toEqual([]);
  expect(fits.hash.length + BASE.length + 1).toBeLessThanOrEqual(LONGEST_SHARED);
  const { hash, long } = pageWith(trainedRun(40, 900)).share();
  expect(long).toBe(true);
  const other = opened(hash);
  expect(shownRun(other.state())?.test?.domains).toHaveLength(900);
  // It has no place in an address.
  expect(other.state().received?.text).toBeUndefined();
});

test('a private file: names of domains are told only where the person says so', () => {
  const { share } = pageWith();
  const told = (choice: Partial<ShareChoice>) => JSON.stringify(unpacked(share(choice).hash.replace(/.*result=/, '')));
  expect(told({})).not.toContain('home');
  expect(told({})).toContain('domain 1');
  expect(told({ names: true })).toContain('home');
});

test('settings that name values of columns are listed before anything is copied', () => {
  const { state } = playground();
  state().readLink('file=a.csv&label=bought&positive=SECRET&domain=age&groups=%3C+25,25..34');
  expect(valuesInSettings(state().config)).toEqual(['positive=SECRET']);
  state().readLink('file=a.csv&label=bought&positive=%3E+3&domain=age&groups=young:%3C+25,25..34&missing=none&splitColumn=p&splitTest=%3D+9');
  expect(valuesInSettings(state().config)).toEqual(['groups=young:< 25,25..34', 'missing=none', 'splitTest== 9']);
  state().readLink('demo=many&label=click&positive=1');
  expect(valuesInSettings(state().config)).toEqual([]);
});

test('a result of other settings, or one that is torn, is not shown, and that is said', () => {
  const of = (link: string, change = (text: string) => text) =>
    `${link}&result=${change(packed(snapshotOfRun(trainedRun(), settingsMark('seed=7'), DAY, false)))}`;
  expect(opened(of('seed=7')).state().received).toBeDefined();
  // What is no setting changes nothing.
  expect(opened(of('seed=7&utm_source=x')).state().received).toBeDefined();
  for (const [hash, said] of [
    [of('seed=8'), 'of other settings'],
    [of('seed=7', (text) => text.slice(9)), 'cannot be shown'],
    ['seed=7&result=', 'cannot be shown'],
  ] as const) {
    const page = opened(hash);
    expect(page.state().received).toBeUndefined();
    expect(page.state().notes.join()).toContain(said);
  }
});

test('a result that its sender stopped cannot be confirmed, and that is said', () => {
  const received = opened(pageWith({ ...trainedRun(), stopped: 'person', phase: 'stopped' }).share().hash).state().received as Received;
  expect(unconfirmable(received)).toContain('stopped it by hand');
  expect(confirmationOf(received, received.run, undefined)).toBe('');
});

test('a result goes with the settings that it came with', () => {
  const { hash } = pageWith().share();
  const page = opened(hash);
  page.state().readLink('seed=8');
  expect(page.state().received).toBeUndefined();
  // Nor does it stand beside another link's that is torn.
  const { link } = readAddress(hash);
  const again = opened(hash);
  arriveAt(again, link, 'result=abc');
  expect(again.state().received).toBeUndefined();
  // What was changed before it was read keeps what it has.
  const changed = playground();
  changed.state().readLink(link);
  const came = { link: linkOf(changed.state().config), look: 'view=map&result=abc' };
  changed.store.setState({ came });
  changed.state().set({ seed: 8 });
  arrived(changed.store, link, came);
  expect(changed.state()).toMatchObject({ view: 'walk', received: undefined });
  expect(changed.state().notes.join()).toContain('were changed before');
});

test('places in a run are taken up when one of these settings is there', () => {
  const page = opened('seed=7&moment=2&row=3');
  expect(page.state().moment).toBeUndefined();
  const look = (epoch: number) => ({ epoch }) as never;
  // Until then, and until something else is looked at, the address says so.
  expect(page.state().came?.look).toBe('moment=2&row=3');
  page.store.setState({ run: { ...trainedRun(), config: page.state().config, looks: [look(1), look(2.1), look(5)] } });
  expect([page.state().moment, page.state().row]).toEqual([1, 3]);
  expect(page.state().came?.look).toBe('moment=2&row=3');
  page.state().pickRow(4);
  expect(page.state().came).toBeUndefined();
});

test('whoever goes elsewhere before the run is there stays there', () => {
  const shown = ({ store, state }: ReturnType<typeof opened>) =>
    store.setState({ run: { ...trainedRun(), config: state().config, looks: [{ epoch: 1 }, { epoch: 5 }] as never } });
  const page = opened('seed=7&view=map&moment=1&row=3');
  // Another view keeps the places.
  page.state().show('results');
  expect(page.state().came?.look).toBe('moment=1&row=3');
  page.state().pickRow(9);
  shown(page);
  expect(page.state()).toMatchObject({ view: 'results', moment: undefined, came: undefined });
  // A second link of the same settings takes the place of the first.
  const twice = opened('seed=7&moment=1&row=3');
  arriveAt(twice, 'seed=7', 'row=5');
  shown(twice);
  expect(twice.state()).toMatchObject({ moment: undefined, row: 5 });
});

test('a comparison may go with the settings that its rows are of, and no other', () => {
  const { store, state } = playground();
  expect(resultsOf(state())).toEqual([]);
  store.setState({ experiment: EXPERIMENT, table: { hash: 'abc' } as never });
  expect(resultsOf(state())).toEqual(['experiment']);
  const { hash } = sharedLink(state(), { ...WHOLE, result: 'experiment' }, BASE, DAY);
  const other = opened(hash);
  const received = other.state().received as NonNullable<ReturnType<typeof state>['received']>;
  expect(received.experiment?.plan).toMatchObject({ seeds: [1, 2], reference: 'MLP' });
  expect(confirmationOf(received, undefined, EXPERIMENT)).toContain('bit for bit');
  expect(confirmationOf(received, undefined, { ...EXPERIMENT, jobs: EXPERIMENT.jobs.slice(1) })).toMatch(/^So far, of 3 of 4 runs: Confirmed/);
  // Of a contestant of the same name that is trained otherwise, nothing is said.
  const otherwise = EXPERIMENT.contestants.map(({ name, config }) => ({ name, config: { ...config, seed: 9, model: { ...config.model, k: 9 } } }));
  expect(confirmationOf(received, undefined, { ...EXPERIMENT, contestants: otherwise })).toBe('');
  const onGpu = (at: number) =>
    EXPERIMENT.jobs.map((job, i) => (i === at ? { ...job, outcome: { ...job.outcome, engine: 'webgpu' as const, parameters: 1 } } : job));
  expect(confirmationOf(received, undefined, { ...EXPERIMENT, jobs: onGpu(1) })).toContain('on WebAssembly and WebGPU, and the sender’s on WebAssembly');
  state().set({ split: { ratios: [0.6, 0.2, 0.2] } });
  expect(resultsOf(state())).toEqual([]);
});

test('a file that holds a link is opened as the link is; any other file of that name is refused', async () => {
  vi.stubGlobal('location', { hash: '' });
  const { state } = playground();
  const file = (text: string) => new File([text], 'rows.hamur-link');
  await state().openFiles([file('https://example.org/#k=4&view=map\n')]);
  expect(location.hash).toBe('#k=4&view=map');
  for (const text of ['user,item\n1,2', '# a heading', 'x'.repeat(2 ** 20 + 1)]) await state().openFiles([file(text)]);
  expect(location.hash).toBe('#k=4&view=map');
  expect(state().notes.every((note) => note.startsWith('The link was not opened: rows.hamur-link: it '))).toBe(true);
  vi.unstubAllGlobals();
});

test('the source is named as the settings name it', () => {
  expect(pageWith().state().config.data.source).toEqual(PRIVATE);
});
