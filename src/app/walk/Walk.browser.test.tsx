import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { look } from '../../runs/inside/look.test-helper';
import type { RunRecord } from '../../runs/record';
import { SUMMARY } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { BOXES, STEPS } from './steps';
import { walkedLook } from './walk.test-helper';
import { Panel, page, withWalks } from './walk-page.test-helper';

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
  const plays = (host: HTMLElement) => [...host.querySelectorAll('button')].some(({ textContent }) => textContent === 'Pause steps');
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
  ])('the first %s stops it, everything is drawn, and it never plays again in the session', async (kind, touch) => {
    motion(false);
    const first = await page(stored(), { walkSeen: false });
    await until(() => plays(first.host), 'it plays');
    await first.does(() => touch(first.host));
    expect(plays(first.host)).toBe(false);
    expect(first.box('prediction').dataset.state).toBe('reached');
    expect(sessionStorage.getItem('hamur.walked')).toBe('1');
    expect(first.state().walkSeen).toBe(true);
    // What is remembered is the same whatever stopped it.
    if (kind !== 'key') return;
    const again = await page(stored(), { walkSeen: first.state().walkSeen });
    await again.does(() => waited(1500));
    expect(plays(again.host)).toBe(false);
  });

  test('a press on Pause stops it, and does not start it again', async () => {
    motion(false);
    const { host, does, button } = await page(stored(), { walkSeen: false });
    await until(() => plays(host), 'it plays');
    await does(() => {
      const pause = button('Pause steps');
      pause.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
      pause.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    });
    expect(plays(host)).toBe(false);
    await does(() => button('Play steps').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 })));
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
  expect(other.text()).toContain('This is row 42, from video');
  expect(other.text()).toContain('This moment did not follow row 42. Shown is the nearest that did: after 3 epochs.');
  const none = { ...run, looks: [bare] };
  const empty = await render(<Panel />, { run: none });
  expect(empty.text()).toContain('No row is followed yet. Choose one by its number.');
  expect(empty.enabled()).toContain('Follow');
  const recorded = await render(<Panel />, { run: { ...none, recorded: '2026-01-01' } });
  expect(recorded.text()).toContain('This stored run followed no row.');
});
