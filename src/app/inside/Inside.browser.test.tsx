import { describe, expect, test } from 'vitest';
import { page as browserPage } from 'vitest/browser';
import { domainTitle } from '../../config/fields';
import { passesOf } from '../../measures/ablation-passes';
import type { Ablation, Change, ProbeRows, WhatIf } from '../../protocol/insight';
import type { Walk } from '../../protocol/walk';
import { look } from '../../runs/inside/look.test-helper';
import { verdictWords } from '../../runs/inside/verdict';
import type { RunRecord } from '../../runs/record';
import { SUMMARY, startedRun } from '../../runs/run.test-helper';
import { DEFAULT_RUN } from '../../runs/stored';
import { render } from '../render.test-helper';
import type { AppState } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { Views } from '../views/Views';
import { Beside } from './Beside';
import { EmbeddingsView } from './embeddings/EmbeddingsView';
import { InShort } from './InShort';
import { MattersView } from './matters/MattersView';
import { QualityView } from './quality/QualityView';
import { SliceFigure } from './quality/SliceFigure';
import { RowChooser } from './weights/RowChooser';
import { WeightsView } from './weights/WeightsView';
import { exampleRow } from './what-if/example-row';
import { searchColumns } from './what-if/search-columns';
import { WhatIfView } from './what-if/WhatIfView';

const DOMAINS = ['a', 'b', 'c'].map((name) => ({ name, rows: 4, positives: 2 }));
const run = (change: Partial<RunRecord> = {}): RunRecord => ({
  ...startedRun(),
  phase: 'done',
  data: { ...SUMMARY, domains: DOMAINS },
  looks: [look()],
  ...change,
});
const FALLS: Change = { difference: -0.02, low: -0.03, high: -0.01, standardError: 0.005 };
const ablation = (change: Partial<Ablation> = {}): Ablation => ({
  rows: [900, 800, 300],
  trained: [0.7, 0.71, null],
  conditions: [
    { name: 'off', byDomain: [null, null, null], mean: FALLS },
    { name: 'own mean', byDomain: [FALLS, FALLS, null], mean: FALLS },
  ],
  swapped: [null, { ...FALLS, difference: -0.04, low: -0.05 }, FALLS, null, null, null, null, null, null],
  alone: 0,
  ownMean: 0.4,
  verdict: { adapters: 'helps', domain: 'helps', instance: 'none seen', deaf: false },
  ...change,
});
const shown = (of: RunRecord) => ({ run: of, look: of.looks[0] ?? look(), moment: 0, adapter: 0 });

describe('a view without a look', () => {
  test('says what to do, or why there is nothing to see', async () => {
    expect((await render(<Views />, { view: 'weights' })).text()).toContain('Press Train. What the hyper-network generates then appears here');
    const config = { ...run().config, model: { ...run().config.model, adapters: [] } };
    const bare = await render(<Views />, { view: 'weights', run: run({ looks: [], config }) });
    expect(bare.text()).toContain('This run has no adapters, so nothing is generated. Switch an adapter on in the strip above, and train.');
  });
});

describe('in short', () => {
  const said = async (of: RunRecord) => {
    const { host } = await render(<InShort run={of} />);
    return Object.fromEntries(
      [...host.querySelectorAll('dl > div')].map((each) => [each.querySelector('dt')?.textContent, each.querySelector('dd')?.textContent]),
    );
  };

  test('the verdict in words, with what was seen', async () => {
    const { used, seen } = verdictWords(ablation());
    expect((await said(run({ ablation: ablation() })))['Does the trained model use it?']).toContain(`${used} ${seen}`);
    expect(used).toContain('uses the domain');
  });

  test('without a measurement: only how much is added, and where it is measured', async () => {
    expect((await said(run()))['Does the trained model use it?']).toContain(
      'What it adds is 10 to 20 % of its input’s length. “Does it matter?” measures whether that matters',
    );
  });

  test('who is alike: the pairs at both ends, and that little is made of the domain', async () => {
    const similarity = { ...look().similarity, moved: [0, 0.5, 0.01, 0.5, 0, 0.2, 0.01, 0.2, 0] };
    const little = (await said(run({ looks: [look({ similarity })] })))['Which domains are alike?'];
    expect(little).toContain(
      'a and c are most alike to the hyper-network: changing only the domain moves H 10 % as far as changing the row does. a and b are least alike (71 %).',
    );
    expect(little).not.toContain('next to nothing');
    const none = { ...similarity, moved: similarity.moved.map((each) => each / 20) };
    expect((await said(run({ looks: [look({ similarity: none })] })))['Which domains are alike?']).toContain('The hyper-network hardly uses the domain.');
    expect((await said(run()))['Which domains are alike?']).toContain('There is nothing to compare yet.');
    expect((await said(run({ data: { ...SUMMARY, domains: DOMAINS.slice(0, 1) } })))['Which domains are alike?']).toMatch(/^There is one domain only\. /);
    // Before the first step H differs by nothing but the embeddings' start.
    expect((await said(run({ looks: [look({ similarity, step: 0 })] })))['Which domains are alike?']).toContain('Nothing has been learned yet.');
  });

  test('whether it has collapsed, of each adapter where there are several', async () => {
    const flat = [Float32Array.of(1, 0, 0, 0)];
    const { k, ...rest } = { ...look(), k: 4 };
    const collapsed = { ...rest, k, spectra: { h: flat, adapters: [{ down: flat, up: flat }] } };
    expect((await said(run({ looks: [collapsed] })))['Has it collapsed?']).toMatch(/^The adapter has collapsed to one direction/);
    const twice = {
      ...collapsed,
      adapters: [...look().adapters, { layer: 2, width: 4 }],
      spectra: { h: flat, adapters: [collapsed.spectra.adapters[0], collapsed.spectra.adapters[0]] as typeof collapsed.spectra.adapters },
      use: [look().use[0], look().use[0]] as ReturnType<typeof look>['use'],
    };
    expect((await said(run({ looks: [twice] })))['Has it collapsed?']).toMatch(
      /^After layer 1 the adapter has collapsed.*After layer 2 the adapter has collapsed/,
    );
  });

  test('it is as tall before its first answer as with the longest, so that nothing below it moves within a run', async () => {
    await browserPage.viewport(1440, 900);
    const { host, again } = await render(<InShort run={run({ looks: [] })} />, {}, 1390);
    const height = () => host.firstElementChild?.getBoundingClientRect().height;
    const before = height();
    expect(before).toBeGreaterThan(150);
    for (const of of [run({ looks: [look({ step: 0 })] }), run(), run({ ablation: ablation() })]) {
      await again(<InShort run={of} />);
      expect(height()).toBe(before);
    }
    const { config } = run();
    await again(<InShort run={run({ looks: [], config: { ...config, model: { ...config.model, adapters: [] } } })} />);
    expect(host.childElementCount).toBe(0);
    await browserPage.viewport(414, 896);
  });

  test('a question leads to its view', async () => {
    const { does, button, state } = await render(<InShort run={run()} />);
    await does(() => button('Show: Has it collapsed?').click());
    expect(state().view).toBe('rank');
  });
});

describe('does it matter', () => {
  const matters = (of: RunRecord, given: Partial<AppState> = {}) => render(<MattersView {...shown(of)} />, { run: of, ...given });

  test('the verdict stands below the figure, with what was seen', async () => {
    const deaf = ablation({ verdict: { ...ablation().verdict, deaf: true } });
    const { host } = await matters(run({ ablation: deaf }));
    const { used, reads, seen } = verdictWords(deaf);
    expect(host.querySelector('figcaption b')?.textContent).toBe(`${used} ${reads}`);
    expect(host.querySelector('figcaption')?.textContent).toContain(seen);
  });

  test('where the domains’ means could only say again what no adapter says, it says why they are left out', async () => {
    const whole = ablation();
    const left = ablation({ conditions: whole.conditions.slice(0, 1), ownMean: 0.001, verdict: { ...whole.verdict, deaf: true } });
    expect((await matters(run({ ablation: left }))).text()).toContain('“Own mean H” is left out, since it would equal “adapters off”');
    expect((await matters(run({ ablation: whole }))).text()).not.toContain('left out');
  });

  test('the largest loss as another domain is told, with its interval; of one domain there is none', async () => {
    expect((await matters(run({ ablation: ablation() }))).text()).toContain(
      'The largest loss is 0.040: a as b (95 % interval of the change: −0.050 to −0.010).',
    );
    const rises = { ...FALLS, difference: 0.01, low: 0, high: 0.02 };
    const none = ablation().swapped.map((change, at) => (at % 4 === 0 ? { ...FALLS, difference: 0 } : change && rises));
    expect((await matters(run({ ablation: ablation({ swapped: none }) }))).text()).toContain('No domain loses by it.');
    const few = ablation().swapped.map((_, at) => (at % 4 === 0 ? { ...FALLS, difference: 0 } : null));
    expect((await matters(run({ ablation: ablation({ swapped: few }) }))).text()).toContain('These test rows cannot tell: they are too few.');
    const untrained = (await matters(run({ ablation: ablation({ untrained: [1] }) }))).text();
    expect(untrained.split('No row is taken for one of b: without training rows')).toHaveLength(3);
    const one = run({ ablation: ablation(), data: { ...SUMMARY, domains: DOMAINS.slice(0, 1) } });
    expect((await matters(one)).text()).not.toContain('As each other domain');
  });

  test('it is measured when asked, and says how long that is', async () => {
    const page = await matters(run());
    expect(page.text()).toContain(`Takes at most ${passesOf(3)} passes over the test rows.`);
    await page.does(() => page.button('Measure on the test rows').click());
    expect(page.count('inside', 'ablate')).toBe(1);
  });

  test('not while the model is trained, nor of a stored run: it says why', async () => {
    const training = await matters(run({ phase: 'training' }));
    expect(training.enabled()).not.toContain('Measure on the test rows');
    expect(training.text()).toContain('The model is training. Pause the run, or wait until it ends.');
    const stored = await matters(run({ id: DEFAULT_RUN.name, recorded: '2026-01-01' }));
    expect(stored.enabled()).not.toContain('Measure on the test rows');
    expect(stored.text()).toContain('This is a stored run: its model is not in this browser.');
  });

  test('progress and errors are those of the run that is shown', async () => {
    const of = run();
    const own = await matters(of, { ablating: { run: of.id, done: 3, total: 15 } });
    expect(own.text()).toContain('Measuring: 3 of 15 passes over the test rows');
    const other = await matters(of, { ablating: { run: 'another', done: 3, total: 15 }, ablationError: { run: 'another', message: 'it broke' } });
    expect(other.text()).not.toMatch(/Measuring|it broke/);
    expect((await matters(of, { ablationError: { run: of.id, message: 'it broke' } })).host.querySelector('[role="alert"]')?.textContent).toBe('it broke');
  });

  test('without an interval a domain says so, and why', async () => {
    const { text } = await matters(run({ ablation: ablation() }));
    expect(text()).toContain('n/a: 900 test rows, too few of a class');
  });
});

describe('what needs the model itself', () => {
  const REASONS: [string, Partial<RunRecord>, string][] = [
    [
      'stored',
      { id: DEFAULT_RUN.name, recorded: '2026-01-01' },
      'This is a stored run: its model is not in this browser. Press Train to get a model that you can ask.',
    ],
    [
      'kept',
      { recorded: '2026-01-01' },
      'This run was kept on this machine without its model. Press Train to train it anew: it comes out the same, and can be asked.',
    ],
    ['being trained', { phase: 'training' }, 'The model is training. Pause the run, or wait until it ends.'],
    ['failed', { phase: 'failed' }, 'The run failed, so there is no model to ask.'],
  ];

  test.each(REASONS)('a run that is %s cannot be asked, and the views say why', async (_, change, reason) => {
    const of = run(change);
    const quality = await render(<QualityView run={of} />, { run: of });
    expect(quality.host.querySelector('p')?.textContent).toBe(reason);
    expect(quality.count('inside', 'calibration')).toBe(0);
    expect((await render(<WhatIfView {...shown(of)} />, { run: of })).host.querySelector('p')?.textContent).toBe(reason);
    expect((await render(<EmbeddingsView run={of} />, { run: of })).host.querySelector('p')?.textContent).toBe(reason);
  });

  test.each([
    ['What if', WhatIfView],
    ['Embeddings', EmbeddingsView],
    ['Quality', QualityView],
  ])('%s has a button that trains, of a stored run only', async (_, View) => {
    const stored = run({ recorded: '2026-01-01' });
    const page = await render(<View {...shown(stored)} />, { table: TABLE, preview: PREVIEW });
    await page.does(() => page.button('Train a model to ask').click());
    expect(page.count('run', 'train')).toBe(1);
    const training = run({ phase: 'training' });
    expect((await render(<View {...shown(training)} />, { run: training })).host.querySelector('button.primary')).toBeNull();
  });

  test('a run that rests is asked', async () => {
    const of = run({ phase: 'paused' });
    const page = await render(<QualityView run={of} />, { run: of });
    expect(page.count('inside', 'calibration')).toBe(1);
    expect(page.text()).toContain('Predicting the test rows …');
  });
});

test('embeddings: the domain is offered under the name of its column', async () => {
  const of = run();
  const { host } = await render(<EmbeddingsView run={of} />, { run: of });
  const options = [...host.querySelectorAll('option')].map(({ value, textContent }) => [value, textContent]);
  expect(options).toContainEqual(['domain_indicator', `${domainTitle(of.config.data.domain)} (domain)`]);
});

test('what is chosen stands beside its picture where there is room, else below it; without a choice stands how to choose', async () => {
  for (const [width, side] of [
    [1400, true],
    [390, false],
  ] as const) {
    await browserPage.viewport(width, 900);
    const { host, text, again } = await render(<Beside picture={<p id="picture">picture</p>} chosen={<p id="chosen">rows</p>} hint="Select" />, {}, width);
    const [picture, chosen] = ['#picture', '#chosen'].map((id) => host.querySelector(id)?.getBoundingClientRect() as DOMRect) as [DOMRect, DOMRect];
    expect(side ? chosen.left >= picture.right : chosen.top >= picture.bottom).toBe(true);
    await again(<Beside picture={<p>picture</p>} chosen={false} hint="Select" />);
    expect(text()).toBe('pictureSelect');
  }
  await browserPage.viewport(414, 896);
});

describe('what if', () => {
  const h = new Float32Array(4);
  const ANSWER: WhatIf = {
    before: { prediction: 0.25, domain: 0, h },
    after: { prediction: 0.25, domain: 0, h },
    byDomain: [0.25, 0.5, 0.75],
    nearest: [],
    factors: [{ u: h, v: h } as unknown as WhatIf['factors'][number]],
  };
  const walk = (row: number) => ({ row, domain: 0, ownDomain: 0 }) as unknown as Walk;
  const followed = (change: Partial<RunRecord> = {}) => run({ looks: [look({ walks: [walk(4), walk(6)] })], ...change });

  test('opens with the row that is followed, and its prediction in each domain comes first', async () => {
    const of = followed();
    const page = await render(<WhatIfView {...shown(of)} />, { run: of });
    expect(page.call('inside', 'whatIf').args).toEqual([{ row: 4, values: {} }]);
    await page.change({ walkRow: 6 });
    expect(page.call('inside', 'whatIf').args).toEqual([{ row: 6, values: {} }]);
    await page.does(() => page.call('inside', 'whatIf').answer(ANSWER));
    await page.does(() => page.call('inside', 'rowFields').answer([{ name: 'user', kind: 'sparse', value: 'u1', offered: ['u1', 'u2'], values: 2 }]));
    const [first] = [...page.host.querySelectorAll('section')];
    expect(first?.getAttribute('aria-label')).toBe('Prediction');
    expect(first?.textContent).toContain('Row 7, from a: predicted 0.250 as it is. In files, which count from 0, it is row 6.');
    expect([...(first?.querySelectorAll('li') ?? [])].map((each) => each.textContent)).toEqual(['a 0.250 its own', 'b 0.500', 'c 0.750']);
    // The answer stays while the next one is asked for.
    const domain = page.host.querySelector('[aria-label="Row 7, to be changed"] select') as HTMLSelectElement;
    await page.does(() => {
      domain.value = '2';
      domain.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(page.call('inside', 'whatIf').args).toEqual([{ row: 6, values: {}, domain: 2 }]);
    expect(first?.textContent).toContain('Row 7, from a: predicted 0.250 as it is. In files, which count from 0, it is row 6.');
    await page.does(() => page.call('inside', 'whatIf').answer({ ...ANSWER, after: { prediction: 0.75, domain: 2, h } }));
    expect(first?.textContent).toContain('predicted 0.250 as it is, 0.750 (+0.500) with another domain.');
  });

  test('without a row that is followed: the first that the looks are taken at, and a row that is picked before both', () => {
    const probes = { rows: Int32Array.of(12, 3), columns: [] } as unknown as ProbeRows;
    expect(exampleRow({ looks: [look()], probes }, look(), undefined)).toBe(12);
    expect(exampleRow({ looks: followed().looks, probes }, look(), undefined)).toBe(4);
    expect(exampleRow({ looks: [look()] }, look(), undefined)).toBeUndefined();
  });

  test('searches a feature first, never the label, with a value of the table as the example', () => {
    const columns = ['liked', 'shop', 'user', 'price'].map((name) => ({ name, codes: Int32Array.of(1), values: ['x', name === 'price' ? '2.5' : 'u14'] }));
    const probes = { rows: Int32Array.of(0), columns } as unknown as ProbeRows;
    const data = { ...run().config.data, label: { column: 'liked' }, domain: { column: 'shop' } };
    const search = (sparse: string[], dense: string[] = []) => searchColumns({ probes, config: { ...run().config, data: { ...data, sparse, dense } } });
    expect(search(['user']).first).toBe('user');
    expect(search([]).first).toBe('shop');
    expect(search([], ['price']).exampleOf('price')).toBe('> 2.5');
    expect(search(['user']).exampleOf('user')).toBe('u14');
  });
});

test('slices tell the AUC per user where users are known, over how many, and why a slice has none', async () => {
  const slice = { name: 'north', rows: 40, positives: 12, auc: { auc: 0.7, low: null, high: null }, logLoss: 0.5 };
  const heads = (host: HTMLElement) => [...host.querySelectorAll('thead tr > *')].map((each) => each.textContent).slice(-6);
  const plain = await render(<SliceFigure slices={[slice]} title="region" />);
  expect(heads(plain.host)).not.toContain('AUC per user');
  const south = { ...slice, name: 'south', perUser: { auc: null, users: 0, outOf: 7, rows: 0 } };
  const { host } = await render(<SliceFigure slices={[{ ...slice, perUser: { auc: 0.612, users: 3, outOf: 5, rows: 30 } }, south]} title="region" />);
  expect(heads(host)).toEqual(['region', 'Rows', 'Positive', 'AUC', 'AUC per user', 'LogLoss, nats']);
  expect(host.querySelector('td span[title]')?.getAttribute('title')).toBe(
    'Mean over 3 of 5 users, who have 75 % of these rows. The rows of each other user are of one class.',
  );
  expect(host.textContent).toContain('0.612 few users: 3');
  expect(host.textContent).toContain('None of 7 users has rows of both classes.');
});

describe('rows to watch', () => {
  const weights = look({ factors: [] });

  test('are offered of a live run only', async () => {
    const offers = async (of: RunRecord) => (await render(<WeightsView {...shown(of)} />, { run: of })).enabled().includes('Show rows');
    const bare = { ...weights, domains: weights.domains.map((each) => ({ ...each, rows: 0 })), rows: [], factors: [{}] as unknown as typeof weights.factors };
    expect(await offers(run({ looks: [bare] }))).toBe(true);
    expect(await offers(run({ looks: [bare], recorded: '2026-01-01' }))).toBe(false);
  });

  test('are numbers of the table, at most eight', async () => {
    const page = await render(<RowChooser />, { run: run() });
    const input = page.host.querySelector('input') as HTMLInputElement;
    const ask = (text: string) =>
      page.does(() => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        return Promise.resolve().then(() => page.button('Show rows').click());
      });
    await ask('0');
    expect(page.text()).toContain('Rows go from 1 to 9.');
    await ask('1 10');
    expect(page.text()).toContain('Rows go from 1 to 9.');
    await ask('1 2 3 4 5 6 7 8 9');
    expect(page.text()).toContain('At most eight rows.');
    expect(page.count('inside', 'watchRows')).toBe(0);
    await ask('1, 9');
    expect(page.call('inside', 'watchRows').args).toEqual([[0, 8]]);
  });
});
