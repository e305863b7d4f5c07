import { afterEach, beforeEach, expect, test } from 'vitest';
import { startedRun } from '../../runs/run.test-helper';
import { look } from '../inside/look.test-helper';
import { useShown } from '../inside/use-shown';
import { render } from '../render.test-helper';
import { TOUR_PAGES, TOUR_TARGETS, type TourTargetName } from '../store/tour';
import { Tour } from './Tour';
import { TourButton } from './TourButton';
import { TourTarget } from './TourTarget';

const clear = () => localStorage.removeItem('hamur.tour');
beforeEach(clear);
afterEach(clear);

/** The tour, and every part of the page that it speaks of. */
const all = (
  <>
    <TourButton />
    {TOUR_TARGETS.map((target) => (
      <TourTarget key={target} of={[target]}>
        <p id={target}>{target}</p>
      </TourTarget>
    ))}
    <Tour />
  </>
);
const lit = (host: HTMLElement) => [...host.querySelectorAll('[data-lit] > p')].map(({ id }) => id);

/** What a page does to the page, as the store has it afterwards. */
const DOES: Record<TourTargetName, object> = {
  domains: { sheet: 'data', moment: undefined },
  curves: { sheet: undefined, moment: undefined },
  drawing: { sheet: 'model', moment: undefined },
  'one row': { sheet: undefined, view: 'walk', moment: undefined },
  generated: { sheet: undefined, moment: 0 },
  headline: { sheet: undefined, view: 'results', moment: undefined },
  matters: { sheet: undefined, view: 'matters', moment: undefined },
  rank: { sheet: undefined, view: 'rank', moment: undefined },
  strip: { sheet: undefined, view: 'results', moment: undefined },
};
const pageOf = (target: TourTargetName) => TOUR_TARGETS.indexOf(target) + 1;

test('each page says something, marks what it speaks of, and brings it onto the page; forwards and backwards', async () => {
  const { host, button, does, state, text } = await render(all);
  expect(lit(host)).toEqual([]);
  await does(() => button('Take the tour').click());
  const titles = new Set<string>();
  const check = (page: number) => {
    const target = TOUR_TARGETS[page - 1] as TourTargetName;
    expect(state().tour).toBe(page);
    expect(lit(host)).toEqual([target]);
    expect(state()).toMatchObject(DOES[target]);
    const heading = host.querySelector('aside h2') as HTMLElement;
    expect(document.activeElement).toBe(heading);
    titles.add(heading.textContent ?? '');
    expect(text()).toContain(`${page} of ${TOUR_PAGES}`);
    expect((host.querySelector('aside')?.textContent ?? '').length).toBeGreaterThan(150);
  };
  for (let page = 1; page <= TOUR_PAGES; page++) {
    check(page);
    if (page < TOUR_PAGES) await does(() => button('Next').click());
  }
  expect(titles.size).toBe(TOUR_PAGES);
  for (let page = TOUR_PAGES - 1; page >= 1; page--) {
    await does(() => button('Back').click());
    check(page);
  }
  expect(button('Back').disabled).toBe(true);
});

test('Escape leaves it, and the button goes on where it was left', async () => {
  const { host, button, does, state } = await render(all);
  await does(() => state().openTour(3));
  await does(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(host.querySelector('aside')).toBeNull();
  expect(lit(host)).toEqual([]);
  await does(() => button('Go on with the tour, page 3').click());
  expect(state().tour).toBe(3);
});

test('a run that comes late is shown at the moment that the page speaks of; another one that takes its place, too', async () => {
  const Moment = () => <output>{useShown()?.look.step}</output>;
  const { host, change, does, state } = await render(
    <>
      {all}
      <Moment />
    </>,
  );
  const step = () => host.querySelector('output')?.textContent;
  await does(() => state().openTour(pageOf('generated')));
  expect(step()).toBe('');
  const run = { ...startedRun(), phase: 'done', looks: [look({ step: 0 }), look({ step: 7 })] } as const;
  for (const id of ['late', 'later']) {
    await change({ run: { ...run, id, looks: [...run.looks] } });
    expect([step(), state().moment]).toEqual(['0', 0]);
  }
  // What the person does about it stays.
  await does(() => state().move(1));
  await change({ run: { ...run, id: 'later', looks: [...run.looks] } });
  expect(step()).toBe('7');
});

test('a run that comes late closes no sheet that the person has opened', async () => {
  const { change, does, state } = await render(all);
  await does(() => state().openTour(TOUR_PAGES));
  await does(() => state().openSheet('train'));
  await change({ run: { ...startedRun(), phase: 'done' } });
  expect(state().sheet).toBe('train');
});

test.each(TOUR_TARGETS)('what the page of “%s” has laid over the others goes with it', async (target) => {
  const { button, does, state } = await render(all);
  await does(() => state().openTour(pageOf(target)));
  await does(() => button(pageOf(target) === TOUR_PAGES ? 'End the tour' : 'Leave').click());
  expect(state()).toMatchObject({ tour: undefined, sheet: undefined, moment: undefined });
});

test('the last page trains where it is told to; where other settings are on the page it offers the default demo', async () => {
  const { button, does, state, withTable, count, text } = await render(all);
  await does(() => withTable());
  await does(() => state().openTour(TOUR_PAGES));
  expect(text()).toContain('The tour speaks of the default demo.');
  await does(() => button('Train').click());
  expect(count('run', 'train')).toBe(1);
});
