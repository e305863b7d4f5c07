import { afterEach, beforeEach, expect, test } from 'vitest';
import { look } from '../../runs/inside/look.test-helper';
import { startedRun } from '../../runs/run.test-helper';
import { useShown } from '../inside/use-shown';
import { render, until } from '../render.test-helper';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { TOUR_PAGES, TOUR_TARGETS, type TourTargetName } from '../store/tour';
import { Strip } from '../strip/Strip';
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
    <button type="button">outside</button>
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

test('Escape leaves it, and the button that goes on where it was left has the focus', async () => {
  const { host, button, does, state } = await render(all);
  await does(() => state().openTour(3));
  await does(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(host.querySelector('aside')).toBeNull();
  expect(lit(host)).toEqual([]);
  expect(document.activeElement).toBe(button('Go on with the tour, page 3'));
  await does(() => button('Go on with the tour, page 3').click());
  expect(state().tour).toBe(3);
  // Focus that is elsewhere stays there.
  await does(() => button('outside').focus());
  await does(() => state().leaveTour());
  expect(document.activeElement).toBe(button('outside'));
});

test('a sheet that a page opens leaves the focus with the tour, when its code comes and whenever it opens again', async () => {
  const { host, button, does, state, text } = await render(
    <>
      <Strip />
      <Tour />
    </>,
    { table: TABLE, preview: PREVIEW },
  );
  const heading = () => host.querySelector('aside h2');
  const sheet = (name: string) => host.querySelector<HTMLElement>(`section[aria-label="${name}"]:not([hidden])`);
  await does(() => state().openTour(1));
  for (const [page, name] of [
    [1, 'Data'],
    [3, 'Model'],
    [1, 'Data'],
  ] as const) {
    await does(() => state().openTour(page));
    await until(() => sheet(name), `the sheet ${name}`);
    await does(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    expect(document.activeElement).toBe(heading());
  }
  await does(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(text()).not.toContain(`of ${TOUR_PAGES}`);
  expect(sheet('Data')).toBeNull();
  // One that the person opens takes the focus, on a page of the tour too.
  await does(() => state().openTour(TOUR_PAGES));
  const opener = host.querySelector('[data-opens="model"]') as HTMLElement;
  await does(() => {
    opener.focus();
    opener.click();
  });
  expect(document.activeElement).toBe(sheet('Model')?.querySelector('h2'));
  expect(button('End the tour').disabled).toBe(false);
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

test('the last page trains where it is told to, while Train can be pressed; where other settings are on the page it offers the default demo', async () => {
  const { host, button, does, state, change, withTable, count, text } = await render(all);
  await does(() => state().openTour(TOUR_PAGES));
  expect(button('Train').disabled).toBe(true);
  await does(() => withTable());
  expect(text()).toContain('The tour speaks of the default demo.');
  await does(() => button('Train').focus());
  await does(() => button('Train').click());
  expect(count('run', 'train')).toBe(1);
  expect(button('Train').disabled).toBe(true);
  expect(document.activeElement).toBe(host.querySelector('aside h2'));
  await change({ run: { ...startedRun(), phase: 'done' } });
  expect(button('Train').disabled).toBe(false);
  await change({ opening: { name: 'rows.csv', phase: 'reading', done: 0 } });
  expect(button('Train').disabled).toBe(true);
});
