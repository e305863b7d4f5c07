import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test, vi } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { LONGEST_LINK } from '../config/link';
import { PRESETS } from '../config/presets';
import { parseRunConfig, type RunConfigInput } from '../config/run-config';
import { mutated } from '../lib/mutate.test-helper';
import { type Random, randomStream } from '../lib/random';
import { UserError } from '../lib/user-error';
import { startedRun } from '../runs/run.test-helper';
import { snapshotOfExperiment } from '../runs/snapshot/experiment';
import { EXPERIMENT, PAGE } from '../runs/snapshot/experiment.test-helper';
import { settingsMark } from '../runs/snapshot/mark';
import { snapshotOfRun } from '../runs/snapshot/of-run';
import { trainedRun } from '../runs/snapshot/run.test-helper';
import { packed } from '../runs/snapshot/text';
import { DataRoom } from '../worker/data-room';
import { readAddress } from './address';
import { restoreLook } from './keep-page-state';
import { pageInNode } from './page-in-node.test-helper';
import { sayAllOnPage } from './parts/problems';
import { arrived } from './share/arrived';
import { type PageState, stoodAt } from './store/page-state';
import { rememberedPage } from './store/remembered';
import { hindranceOf } from './store/selectors';
import { DEFAULT_CONFIG, linkOf } from './store/settings';

/**
 * Addresses, and states in which the page was left, each changed at random: the page ends with settings, names what is wrong with them in
 * few words, and can be drawn. `npm run verify -- --only links` asks for very many.
 */
const LINKS = Number(process.env.MUTATED_LINKS ?? 120);
/** Of one address: read, and set. A busy machine may be slow once; then it is asked again. */
const MOST_MS = 2000;
/** What is still held after all of them, once what nobody holds is let go: what the process takes meanwhile is for its collector to say. */
const MOST_BYTES = 2 ** 30;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Characters of one sentence, and of all that is said at once. */
const MOST_SAID = { one: 400, all: 4000 };

const INPUTS: RunConfigInput[] = [
  ...PRESETS.map(({ config }) => ({ ...config, data: { ...config.data, source: { file: 'ml-100k.csv', hash: 'c0ffee' } } })),
  {},
  {
    data: { source: { demo: 'many', rows: 500, seed: 3 } },
    model: { backbone: 'ple', levels: 2, dropout: [0.1, 0.2] },
    train: { schedule: 'cosine', clip: 1, warmUp: 2 },
  },
  {
    data: {
      source: {
        files: [
          { name: 'a:b,c.csv', hash: 'ab', key: 'user' },
          { name: 'users.dat', key: 'id', of: 'user' },
        ],
      },
      read: { delimiter: '::', encoding: 'windows-1252', header: false, decimal: ',', member: 'set/rows.csv' },
      label: { column: 'click', positive: '= "a, b"' },
      domain: { column: 'age', groups: ['< 25', { name: 'old\\er', values: '25..34' }] },
      sparse: ['user', { name: 'tags', column: 'tags', take: 'mean', separator: '|', embedding: 8 }, { column: 'shop', hash: 1000 }],
      dense: [{ column: 'price', scale: 'log1p', clip: false }, 'é漢🙂'],
      group: 'user',
      missing: ['NA', '?'],
    },
    split: { column: 'part', train: '< 3', test: '9' },
    engine: 'wasm',
    seed: 4294967295,
  },
  {
    data: { source: { url: 'https://example.org/rows.csv?a=b#c' }, domain: { columns: ['country', 'device'], gaps: 'own' } },
    split: { userRatios: [0.8, 0.1, 0.1] },
  },
  {
    data: { domain: { column: 'age', cuts: [25, 35.5, -1e300] } },
    split: { timeColumn: 'time', ratios: [0.7, 0.2, 0.1] },
    train: { domainWeights: [1, 2, 0.5] },
  },
];
const links = INPUTS.map((input) => linkOf({ ...DEFAULT_CONFIG, ...(parseRunConfig(input) as object), ...overDefault(input) }));
function overDefault(input: RunConfigInput) {
  const { data, model, train } = DEFAULT_CONFIG;
  return { data: { ...data, ...input.data }, model: { ...model, ...input.model }, train: { ...train, ...input.train } };
}
const LOOKS = [
  'view=map&moment=2.5&selected=1-3,7',
  'view=weights&sheet=model&adapter=2',
  'walk=5&beside=domain:2&step=3',
  'view=what-if&row=7&beside=row:3',
  'beside=authors',
];
const results = [
  `result=${packed(snapshotOfRun(trainedRun(), settingsMark(''), '2026-11-27', false))}`,
  `result=${packed(snapshotOfExperiment(EXPERIMENT, PAGE, settingsMark(''), '2026-11-27', false))}`,
];
const GOOD = [
  ...links.flatMap((link) => [link, `${link}&tour=3`]),
  ...LOOKS,
  ...LOOKS.map((look, i) => `${links[i]}&${look}`),
  ...results,
  `${LOOKS[0]}&${results[0]}`,
  'tour=9',
  'bench',
  '',
];
const KEYS = [...new Set(GOOD.flatMap((link) => link.split('&')).map((part) => part.split('=')[0] as string))];
const VALUES = [
  '',
  '1e999',
  '-0',
  '__proto__',
  'constructor',
  'NaN',
  '\u202Eevil',
  '%ED%A0%80',
  '%',
  '%00',
  '"',
  '..',
  '1..2',
  '<'.repeat(50),
  '0x10',
  ',,,,',
  ':::',
  '\\',
  'true',
];
const ID = 'mb1x2y3z-1';
const STATE: PageState = {
  version: 1,
  saved: 1_790_000_000_000,
  link: links[0] as string,
  run: ID,
  shown: ID,
  view: 'weights',
  moment: 3,
  adapter: 0,
  row: 7,
  walkRow: 2,
};

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** An address with its parts exchanged, given again and again, or far too long. */
function rearranged(link: string, random: Random): string {
  const parts = link.split('&');
  const pick = <T>(all: readonly T[]) => all[random.below(all.length)] as T;
  const long = () =>
    pick([',', '1,', 'a,', 'a:b,', '%2C', '9', '\\', '<1,', '🙂', '&', '&a', '&k=', '&a=b']).repeat(1 + random.below(pick([10, 1000, 30_000, 200_000])));
  for (let left = 1 + random.below(3); left > 0; left--) {
    const key = pick(KEYS);
    const change = random.below(4);
    if (change === 0) parts.push(`${key}=${pick(VALUES)}`);
    else if (change === 1) parts.push(`${key}=${long()}`);
    else if (change === 2) parts.push(`${key}=${pick(parts).split('=')[1] ?? ''}`);
    else parts[random.below(parts.length)] = `${pick(KEYS)}=${pick(GOOD).slice(0, 80)}`;
  }
  return parts.join('&');
}

function linkAt(number: number): string {
  const random = randomStream(number, 'mutated links');
  const good = GOOD[random.below(GOOD.length)] as string;
  const other = GOOD[random.below(GOOD.length)] as string;
  const changed = random.below(2) === 0 ? rearranged(good, random) : good;
  return changed === good || random.below(3) === 0 ? textOf(mutated(bytesOf(changed || 'k=3'), random, bytesOf(other || 'seed=2'))) : changed;
}

/** A state in which a page was left: its text changed at random, or one of its parts something else. */
function stateAt(number: number): string {
  const random = randomStream(number, 'mutated states');
  const text = JSON.stringify({ ...STATE, link: random.below(2) === 0 ? linkAt(number) : STATE.link });
  if (random.below(2) === 0) return textOf(mutated(bytesOf(text), random, bytesOf(JSON.stringify(STATE))));
  const names = Object.keys(STATE);
  const values: unknown[] = [null, -1, 1e300, 0.5, '', [], {}, 'x'.repeat(10_000), { toString: 1 }, 2 ** 53];
  return JSON.stringify({ ...JSON.parse(text), [names[random.below(names.length)] as string]: values[random.below(values.length)] });
}

/** Nothing is asked of the web by what a link says. */
const asked = vi.fn();
let page: Awaited<ReturnType<typeof pageInNode>>;
const data = new DataRoom();
const stored = new Map<string, string>();
beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: () => {}, removeItem: () => {} });
  vi.stubGlobal('location', new URL('https://example.org/'));
  vi.stubGlobal('fetch', asked);
  page = await pageInNode();
  await data.open({ demo: 'conflict', rows: 300 }, () => {});
  // All of the page's code is read.
}, 120_000);

/** Arrives at an address, as a page that was left in some state. @returns what is wrong with what came of it */
async function outcomeOf(hash: string, thoroughly: boolean): Promise<{ problem?: string; ms: number }> {
  const { store, draw } = page.opened();
  const state = store.getState;
  // What the page was looked at with is taken up where its run is there.
  store.setState({ storedRuns: { [ID]: { ...startedRun(), id: ID } }, lastShown: ID });
  const begun = performance.now();
  const address = readAddress(`#${hash}`);
  const stood = stoodAt(address, undefined, rememberedPage());
  state().readLink(stood?.link ?? address.link);
  if (stood) state().show(stood.view);
  if (stood) restoreLook(store, stood);
  if (address.tour !== undefined) state().openTour(address.tour);
  if (address.look !== undefined) {
    const came = { link: linkOf(state().config), look: address.look };
    store.setState({ came });
    arrived(store, address.link, came);
  }
  const ms = performance.now() - begun;
  const { config, problems, notes, tour, moment = 0, row = 0, walkRow = 0, walkStep, selected, adapter, wanted = [] } = state();
  const said = [...notes, ...problems.map((problem) => sayAllOnPage([problem])), hindranceOf(state()) ?? ''];
  const wrong =
    (said.some((text) => text.length > MOST_SAID.one) && `a sentence of ${Math.max(...said.map(({ length }) => length))} characters`) ||
    (notes.join().length + sayAllOnPage(problems).length > MOST_SAID.all && `${notes.join().length + sayAllOnPage(problems).length} characters are said`) ||
    (JSON.stringify(completeRunConfig(parseRunConfig(config), config.data)) !== JSON.stringify(config) && 'the settings are not complete') ||
    ((tour ?? 1) % 1 !== 0 && `page ${tour} of the tour`) ||
    ([moment, row, walkRow, walkStep, adapter, ...selected].some((place) => !Number.isSafeInteger(place) || place < 0) && 'a place that is none') ||
    (wanted.some(({ name }) => typeof name !== 'string' || name === '') && 'a file without a name');
  if (wrong) return { ms, problem: wrong };
  // The address that follows from the settings says the same.
  const own = linkOf(config);
  const again = page.opened().store.getState;
  if (own.length <= LONGEST_LINK) again().readLink(own);
  if (own.length <= LONGEST_LINK && JSON.stringify(again().config) !== JSON.stringify(config)) return { ms, problem: 'its settings make another address' };
  if (!thoroughly) return { ms };
  for (const sheet of [undefined, 'data', 'model', 'train'] as const)
    if (/<(script|iframe)|javascript:/i.test(draw({ view: state().view, sheet }))) return { ms, problem: 'script in the page' };
  const previewed = await data.preview(config).catch((error: unknown) => error);
  if (previewed instanceof Error && !(previewed instanceof UserError)) throw previewed;
  return previewed instanceof UserError && previewed.message.length > 10 * MOST_SAID.one
    ? { ms, problem: `${previewed.message.length} characters are said` }
    : { ms };
}

test('addresses and remembered states that were changed at random', { timeout: 3_600_000 }, async () => {
  for (const link of [...links, ...results]) expect((await outcomeOf(link, true)).problem).toBeUndefined();
  const failures: string[] = [];
  for (let number = 0; number < LINKS && failures.length < 6; number++) {
    const asState = number % 3 === 2;
    stored.clear();
    if (asState) stored.set('hamur.page', stateAt(number));
    const hash = asState ? '' : linkAt(number);
    try {
      const { problem, ms } = await outcomeOf(hash, number % 10 === 0 || (number % 5 === 0 && hash.includes('result=')));
      if (problem) failures.push(`${number}: ${problem}`);
      if (ms > MOST_MS && (await outcomeOf(hash, false)).ms > MOST_MS) failures.push(`${number}: took ${Math.round(ms)} ms`);
    } catch (error) {
      failures.push(`${number}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  expect(failures).toEqual([]);
  expect(asked).not.toHaveBeenCalled();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  expect(heapUsed + external).toBeLessThan(MOST_BYTES);
});
