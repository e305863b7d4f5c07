import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Strengths } from '../../protocol/walk';
import type { WalkedLook } from '../../runs/rank-history';
import type { RunRecord } from '../../runs/record';
import { modelResult, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { look } from '../inside/look.test-helper';
import { render, until } from '../render.test-helper';
import { shownRun } from '../store/selectors';
import type { AppState } from '../store/store';
import { useApp } from '../store/use-app';
import { BOXES, STEPS } from './steps';
import { WalkView } from './WalkView';
import { walkedLook } from './walk.test-helper';

const STRENGTHS: Strengths = {
  strengths: [0, 0.5, 1],
  auc: [0.7, 0.71, 0.72],
  byDomain: [
    [0.61, 0.62, null],
    [0.63, 0.64, null],
    [0.65, 0.66, null],
  ],
  rows: [{ row: 7, predictions: [0.31, 0.42, 0.53] }],
};

const withWalks = (walked: WalkedLook, change: Partial<RunRecord> = {}): RunRecord => ({
  ...startedRun(),
  phase: 'done',
  data: { ...SUMMARY, domains: ['home', 'search', 'video'].map((name) => ({ name, rows: 4, positives: 2 })), tableRows: 90 },
  looks: [look({ ...walked })],
  ...change,
});

/** The view as a panel shows it: of the store's run, at its latest look. */
function Panel() {
  const run = useApp(shownRun) as RunRecord;
  const at = run.looks.length - 1;
  return <WalkView run={run} look={run.looks[at] as RunRecord['looks'][number]} moment={at} adapter={0} />;
}

async function page(run: RunRecord, given: Partial<AppState> = {}, width = 1200) {
  const shown = await render(<Panel />, { run, walkSeen: true, ...given }, width);
  const { host } = shown;
  await until(() => host.querySelector('[data-box="h"]'), 'the diagram');
  const box = (name: string) => host.querySelector(`[data-box="${name}"]`) as HTMLButtonElement;
  const radio = (name: string) =>
    [...host.querySelectorAll('label')].find((label) => label.textContent?.startsWith(name))?.querySelector('input') as HTMLInputElement;
  return {
    ...shown,
    box,
    radio,
    now: () => [...host.querySelectorAll('[data-state="now"][data-box]')].map((each) => each.getAttribute('data-box')),
    dot: () => host.querySelector('ol button[aria-current="step"]')?.getAttribute('aria-label'),
    changed: () => BOXES.filter((name) => box(name).dataset.changed === 'true'),
    account: () => [...host.querySelectorAll('ol[aria-label="The same, as text"] li')].map((each) => each.textContent ?? ''),
    press: (from: Element, key: string) =>
      shown.does(async () => {
        from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }),
    slide: (input: HTMLInputElement, to: string) =>
      shown.does(() => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, to);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    type: (input: HTMLInputElement, text: string) =>
      shown.does(() => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
  };
}

/** Whether any cell of a box has a colour of its own. */
function lit(box: HTMLElement): boolean {
  return [...box.querySelectorAll('canvas')].some((canvas) => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const zero = getComputedStyle(document.documentElement).colorScheme === 'dark' ? [23, 27, 31] : [255, 255, 255];
    return data.some((value, i) => i % 4 < 3 && value !== zero[i % 4]);
  });
}

test('its title, which the tab above it has, names the figure and is not seen again', async () => {
  const { host } = await page(withWalks(walkedLook()));
  const title = host.querySelector('figure h3') as HTMLElement;
  expect(title.textContent).toBe('Follow one row');
  expect(host.querySelector('figure')?.getAttribute('aria-labelledby')).toBe(title.id);
  expect([title.offsetWidth, title.offsetHeight]).toEqual([1, 1]);
  // Nor is what the tab asks asked again.
  expect(host.querySelector('figure header p')?.textContent).not.toContain('?');
});

describe('steps', () => {
  test('Next, Back, a dot and a box lead to a step; its box is marked, its sentence and numbers are there', async () => {
    const { button, does, now, dot, box, text, enabled } = await page(withWalks(walkedLook()));
    expect(enabled()).not.toContain('Back');
    expect(now()).toEqual(['row']);
    await does(() => button('Next').click());
    expect(dot()).toBe('Step 2 of 11: Embeddings');
    await does(() => box('up-weights').click());
    expect(now()).toEqual(['down', 'up-weights']);
    expect(text()).toContain('U and V, which all rows share, turn H into this row’s own weights: W_down, 5 × 4, and W_up, 4 × 5.');
    await does(() => button('Step 11 of 11: Prediction').click());
    expect(enabled()).not.toContain('Next');
    expect(text()).toContain('probability = 1 / (1 + exp(−logit))');
    await does(() => button('Back').click());
    expect(now()).toEqual(['sum']);
  });

  test('arrow keys, Home and End lead through them, and focus goes along', async () => {
    const { does, press, now, box, host, button } = await page(withWalks(walkedLook()));
    await does(() => box('row').focus());
    await press(box('row'), 'ArrowRight');
    expect(now()).toEqual(['embeddings']);
    expect(document.activeElement).toBe(box('embeddings'));
    await press(box('embeddings'), 'End');
    expect(document.activeElement).toBe(box('prediction'));
    await press(box('prediction'), 'ArrowRight');
    expect(now()).toEqual(['prediction']);
    await press(box('prediction'), 'Home');
    expect(now()).toEqual(['row']);
    await does(() => button('Step 1 of 11: The row').focus());
    await press(document.activeElement as Element, 'ArrowRight');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Step 2 of 11: Embeddings');
    // One stop of the Tab key among the boxes, and one among the dots.
    expect(host.querySelectorAll('[data-box][tabindex="0"]')).toHaveLength(1);
    expect(host.querySelectorAll('ol button[tabindex="0"]')).toHaveLength(1);
  });

  test('arrow keys in a field of its own are the field’s', async () => {
    const { press, now, radio, does } = await page(withWalks(walkedLook()));
    await does(() => radio('search').click());
    await press(radio('What differs'), 'ArrowRight');
    expect(now()).toEqual(['row']);
  });

  test('from top to bottom on a phone, and nothing is wider than it', async () => {
    const { box, host } = await page(withWalks(walkedLook()), {}, 340);
    expect(box('row').offsetTop).toBeLessThan(box('hyper').offsetTop);
    expect(box('up').offsetTop).toBeLessThan(box('norm').offsetTop);
    expect(host.scrollWidth).toBeLessThanOrEqual(340);
  });
});

describe('beside another', () => {
  const FOLLOWS = ['h', 'down', 'up-weights', 'bottleneck', 'up', 'norm', 'sum', 'prediction'];

  test('where the domain changes nothing but H, H and what follows light up, and nothing else', async () => {
    const { radio, does, changed, box, host, text } = await page(withWalks(walkedLook({ reach: 'H alone' })));
    expect(host.querySelectorAll('[data-changed]')).toHaveLength(0);
    expect(lit(box('embeddings'))).toBe(true);
    await does(() => radio('search').click());
    expect(changed()).toEqual(FOLLOWS);
    for (const name of BOXES.filter((each) => each !== 'row' && each !== 'prediction')) expect([name, lit(box(name))]).toEqual([name, FOLLOWS.includes(name)]);
    expect(text()).toContain('H alone brings');
    // As it is before and after, the tower is what it was.
    await does(() => radio('As a row of search').click());
    expect(lit(box('tower'))).toBe(true);
    await does(() => radio('home').click());
    expect(host.querySelectorAll('[data-changed]')).toHaveLength(0);
  });

  test('domains that are not walked are counted where the others are chosen', async () => {
    const legend = ({ host }: { host: HTMLElement }) => host.querySelector('legend')?.textContent;
    expect(legend(await page(withWalks(walkedLook())))).toBe('As a row of');
    const domains = Array.from({ length: 40 }, (_, d) => ({ name: `site ${d}`, rows: 4, positives: 2 }));
    const many = await page(withWalks(walkedLook(), { data: { ...SUMMARY, domains } }));
    expect(many.host.querySelectorAll('input[name="walk-domain"]')).toHaveLength(3);
    expect(legend(many)).toBe('As a row of (and 37 more, which are not walked)');
  });

  test('another row that is followed too', async () => {
    const { host, does, changed, text } = await page(withWalks(walkedLook()));
    const select = [...host.querySelectorAll('label')].find((label) => label.textContent?.startsWith('Beside'))?.querySelector('select') as HTMLSelectElement;
    await does(() => {
      select.value = 'row 41';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(changed()).toEqual([...BOXES]);
    expect(text()).toContain('For row 42 the logit is');
    expect(text()).not.toContain('H alone brings');
  });

  test('the same row from the authors’ start, at the nearest moment: each in its own colours, and no difference of two models', async () => {
    const authorsStart = {
      epochs: [0],
      h: [1],
      down: [1],
      up: [1],
      saturated: [1],
      dead: [1],
      walks: [walkedLook({ authors: true, epoch: 0 }), walkedLook({ authors: true, epoch: 3 })],
    };
    const { change, host, text, state } = await page(withWalks(walkedLook(), { authorsStart }));
    await change({ walkBeside: { kind: 'authors' } });
    expect(text()).toContain('From the authors’ start all 4 columns of W_down are the same, so the bottleneck’s units are one unit');
    expect(host.querySelectorAll('[data-changed]')).toHaveLength(0);
    expect(text()).not.toContain('What differs');
    expect(state().walkBeside).toEqual({ kind: 'authors' });
  });

  test('without a walk of the authors’ start, or another row, there is nothing to choose', async () => {
    const walked = walkedLook();
    const { text } = await page(withWalks({ ...walked, walks: walked.walks.filter(({ row }) => row === 7) }));
    expect(text()).not.toContain('Beside');
  });
});

describe('the account', () => {
  test('is there for a screen reader before it is opened, and equals what is drawn', async () => {
    const { account, radio, does, box, button, host } = await page(withWalks(walkedLook()));
    await does(() => radio('video').click());
    const said = account();
    expect(said).toHaveLength(STEPS.length);
    const drawn = (name: string) => box(name).lastElementChild?.textContent ?? '';
    for (const name of ['hyper', 'h', 'tower', 'bottleneck', 'up', 'norm', 'sum']) {
      expect(drawn(name)).toMatch(/differs by/);
      expect(said[STEPS.indexOf(name as (typeof STEPS)[number])]).toContain(drawn(name));
    }
    expect(said[4]).toContain(`W_down ${drawn('down')} and W_up ${drawn('up-weights')}`);
    for (const number of box('prediction').textContent?.match(/\d+\.\d %/g) ?? []) expect(said.at(-1)).toContain(number);
    // The row is drawn as it is in the other domain, and told as it is in its own.
    const texts = [...box('row').querySelectorAll('span span span')].filter(({ children }) => children.length === 0).map(({ textContent }) => textContent);
    expect(texts).toEqual(['user', 'u3', 'place (domain)', 'd2', 'price', '0.25']);
    expect(said[0]).toContain('user is u3, place (domain) is d0, price is 0.25.');
    // Each box is named by its own entry.
    expect(box('norm').getAttribute('aria-label')).toBe(`Domain norm. ${said[8]}`);
    const place = () => host.querySelector('ol[aria-label="The same, as text"]')?.parentElement?.getBoundingClientRect().width;
    expect(place()).toBeLessThan(2);
    await does(() => button('Read it as text').click());
    expect(place()).toBeGreaterThan(200);
  });
});

describe('by itself', () => {
  const stored = () => withWalks(walkedLook(), { recorded: '2026-01-01' });
  const motion = (less: boolean) =>
    vi.spyOn(window, 'matchMedia').mockImplementation((query) => ({ matches: less && query.includes('reduced-motion') }) as MediaQueryList);
  const plays = (host: HTMLElement) => [...host.querySelectorAll('button')].some(({ textContent }) => textContent === 'Pause the walk');
  const waited = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  beforeEach(() => sessionStorage.clear());
  afterEach(() => {
    vi.restoreAllMocks();
    sessionStorage.clear();
  });

  test('a stored run plays within two seconds; what lies ahead is pale until it is reached', async () => {
    motion(false);
    const { host, box, does, state } = await page(stored(), { walkSeen: false, walkStep: 4 });
    const begun = performance.now();
    await until(() => plays(host), 'it plays');
    expect(performance.now() - begun).toBeLessThan(2000);
    expect([box('row').dataset.state, box('embeddings').dataset.state, box('prediction').dataset.state]).toEqual(['now', 'ahead', 'ahead']);
    await does(() => waited(2800));
    expect(state().walkStep).toBe(1);
    expect(box('row').dataset.state).toBe('reached');
    expect(host.querySelector('p[aria-live]')?.getAttribute('aria-live')).toBe('off');
  });

  test.each<[string, (host: HTMLElement) => void]>([
    ['pointer', (host) => host.querySelector('[data-box="h"]')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))],
    ['key', (host) => host.querySelector('[data-box="h"]')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))],
    ['focus', (host) => host.querySelector<HTMLElement>('[data-box="row"]')?.focus()],
  ])('the first %s stops it, everything is drawn, and it never plays again in the session', async (_, touch) => {
    motion(false);
    const first = await page(stored(), { walkSeen: false });
    await until(() => plays(first.host), 'it plays');
    await first.does(() => touch(first.host));
    expect(plays(first.host)).toBe(false);
    expect(first.box('prediction').dataset.state).toBe('reached');
    expect(sessionStorage.getItem('hamur.walked')).toBe('1');
    const again = await page(stored(), { walkSeen: first.state().walkSeen });
    await again.does(() => waited(1500));
    expect(plays(again.host)).toBe(false);
  });

  test('a press on Pause stops it, and does not start it again', async () => {
    motion(false);
    const { host, does, button } = await page(stored(), { walkSeen: false });
    await until(() => plays(host), 'it plays');
    await does(() => {
      const pause = button('Pause the walk');
      pause.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
      pause.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    });
    expect(plays(host)).toBe(false);
    await does(() => button('Play the walk').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 })));
    expect(plays(host)).toBe(true);
  });

  test('not where the person prefers less motion, and not on a live run', async () => {
    motion(true);
    const still = await page(stored(), { walkSeen: false });
    await still.does(() => waited(1500));
    expect(plays(still.host)).toBe(false);
    motion(false);
    const live = await page(withWalks(walkedLook()), { walkSeen: false });
    await live.does(() => waited(1500));
    expect(plays(live.host)).toBe(false);
  });
});

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

test('W is rebuilt from its first directions, with what they miss: nothing with all of them', async () => {
  const { host, slide, does, box } = await page(withWalks(walkedLook()));
  await does(() => box('down').click());
  const slider = host.querySelector('input[aria-valuetext*="W_down misses"]') as HTMLInputElement;
  expect(slider.max).toBe('3');
  const missed = () => [...(slider.getAttribute('aria-valuetext') ?? '').matchAll(/misses ([\d.]+) %/g)].map(([, value]) => Number(value));
  expect(missed()).toEqual([0, 0]);
  await slide(slider, '1');
  for (const error of missed()) expect(error).toBeGreaterThan(1);
  expect(host.textContent).toContain(`W_down: |W − W_r| / |W| = ${missed()[0]} %`);
});

test('large W are decomposed when that is asked for, and not again at another look', async () => {
  const large = walkedLook({ size: { k: 40, bottleneck: 36, layers: [6, 64], hidden: 7, embedding: 2, domains: 3 } });
  const { does, box, button, host, change, state } = await page(withWalks(large));
  const slider = () => host.querySelector('input[aria-valuetext*="W_down misses"]') as HTMLInputElement | null;
  await does(() => box('down').click());
  expect(slider()).toBeNull();
  await does(() => button('Find the singular directions').click());
  expect(slider()?.max).toBe('36');
  const run = state().run as RunRecord;
  await change({ run: { ...run, looks: [...run.looks, look({ ...large, epoch: 5 })] } });
  expect(slider()).toBeNull();
});

test('a moment that followed no row shows the nearest that did, and says so; without any it says what to do', async () => {
  const run = withWalks(walkedLook({ epoch: 3 }));
  const { walks: _, ...bare } = look({ ...walkedLook({ epoch: 5 }) });
  const { text } = await page({ ...run, looks: [...run.looks, bare] });
  expect(text()).toContain('This moment followed no row. Shown is the nearest that did: after 3 epochs.');
  const both = walkedLook({ epoch: 2 });
  const seven = look({ ...both, walks: both.walks.filter(({ row }) => row === 7), step: 99 });
  const other = await page({ ...run, looks: [...run.looks, seven] });
  await other.change({ walkRow: 41 });
  expect(other.text()).toContain('This is row 42 of video');
  expect(other.text()).toContain('This moment did not follow row 42. Shown is the nearest that did: after 3 epochs.');
  const none = { ...run, looks: [bare] };
  const empty = await render(<Panel />, { run: none });
  expect(empty.text()).toContain('No row is followed yet. Choose one by its number.');
  expect(empty.enabled()).toContain('Follow');
  const recorded = await render(<Panel />, { run: { ...none, recorded: '2026-01-01' } });
  expect(recorded.text()).toContain('This stored run followed no row.');
});
