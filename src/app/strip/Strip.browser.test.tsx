import { expect, test } from 'vitest';
import { ROLES, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import type { AppState } from '../store/store';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { TopBar } from '../top-bar/TopBar';
import { Strip } from './Strip';

const strip = (given: Partial<AppState> = {}) => render(<Strip />, { table: TABLE, preview: PREVIEW, ...given });
const opener = (host: HTMLElement, panel: string) => host.querySelector<HTMLButtonElement>(`[data-opens="${panel}"]`) as HTMLButtonElement;
const sheetOf = (host: HTMLElement, name: string) => host.querySelector<HTMLElement>(`section[aria-label="${name}"]`);

test('a step opens its sheet and no other; it takes the focus, and Escape gives it back', async () => {
  const { host, does } = await strip();
  expect(host.querySelector('section')).toBeNull();
  await does(() => opener(host, 'model').click());
  const sheet = await until(() => sheetOf(host, 'Model'), 'the sheet of the model');
  expect(sheet.hidden).toBe(false);
  expect(opener(host, 'model').getAttribute('aria-expanded')).toBe('true');
  expect(opener(host, 'data').getAttribute('aria-expanded')).toBe('false');
  await until(() => document.activeElement === sheet.querySelector('h2'), 'the focus on its heading');
  await does(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(sheet.hidden).toBe(true);
  expect(document.activeElement).toBe(opener(host, 'model'));
});

test('an alarm on the data is said in the line that stays in view, and leads to what it is', async () => {
  const message = '“pay” alone tells the label.';
  const leaks = { hash: TABLE.hash, report: { alarms: [{ kind: 'predicts', column: 'user', message, advice: 'leave out' }], rows: 9, sampled: false } };
  const { host, button, store, does, change } = await strip({ leaks, roles: ROLES } as Partial<AppState>);
  const before = host.querySelector('nav')?.getBoundingClientRect().height;
  expect(button('Show 1 alarm').title).toBe(message);
  await does(() => button('Show 1 alarm').click());
  const alarms = await until(() => sheetOf(host, 'Alarms'), 'the alarms');
  await until(() => document.activeElement === alarms, 'the focus on them');
  expect(store.getState().sheet).toBe('data');
  await change({ leaks: undefined });
  expect(host.textContent).not.toContain('1 alarm');
  expect(host.querySelector('nav')?.getBoundingClientRect().height, 'nothing moves').toBe(before);
});

test('what is typed and wrong stays in a sheet that is closed, and the step says it', async () => {
  const { host, store, text, does } = await strip();
  await does(() => opener(host, 'train').click());
  const sheet = await until(() => sheetOf(host, 'Training'), 'the sheet of the training');
  const problem = { path: 'train.batch', message: 'must be a whole number from 2 to 65536, not 1' };
  await does(() => store.setState({ problems: [problem] }));
  // The field in the sheet says it already.
  expect(host.querySelectorAll('[role="alert"]')).toHaveLength(1);
  await does(() => opener(host, 'train').click());
  expect(sheetOf(host, 'Training')).toBe(sheet);
  expect(host.querySelector('nav [role="alert"]')?.textContent).toBe('Batch must be a whole number from 2 to 65536, not 1');
  expect(text()).not.toContain('Changes count for the next run');
});

test('a pointer or the focus in the page below closes the sheet; in the strip it does not', async () => {
  const { host, does } = await strip();
  const main = document.body.appendChild(document.createElement('main'));
  try {
    await does(() => opener(host, 'data').click());
    const sheet = await until(() => sheetOf(host, 'Data'), 'the sheet of the data');
    await does(() => opener(host, 'model').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })));
    expect(sheet.hidden).toBe(false);
    await does(() => main.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })));
    expect(sheet.hidden).toBe(true);
    // What stands behind it beside the main part, too; the tour does not: it speaks of the sheet.
    await does(() => opener(host, 'data').click());
    const [tour, message] = [main.appendChild(document.createElement('button')), main.appendChild(document.createElement('button'))];
    document.body.append(tour, message);
    tour.dataset.tour = '';
    await does(() => tour.focus());
    expect(sheet.hidden).toBe(false);
    await does(() => message.focus());
    expect(sheet.hidden).toBe(true);
    tour.remove();
    message.remove();
  } finally {
    main.remove();
  }
});

test('while a table is read it says how far, and the button gives it up', async () => {
  const { text, enabled } = await strip({ opening: { name: 'big.csv', phase: 'reading', done: 5, rows: 1200 } });
  expect(text()).toContain('Reading big.csv: 1,200 rows');
  expect(enabled()).toContain('Cancel');
  expect(enabled()).not.toContain('Open files');
});

test('what is wrong with the data is said whether or not a sheet is open', async () => {
  const { text } = await strip({ dataError: 'bad.csv: line 3 has 4 cells', wanted: [{ name: 'shop.csv' }] });
  await until(() => text().includes('bad.csv: line 3 has 4 cells'), 'what is wrong');
  await until(() => text().includes('These settings were made for the file shop.csv'), 'which file is wanted');
});

test('what the data make of a choice comes a moment later, is said once, and moves nothing', async () => {
  const { host, change } = await render(
    <>
      <TopBar />
      <Strip />
    </>,
    { table: TABLE, preview: PREVIEW, roles: ROLES },
    1200,
  );
  const height = () => host.getBoundingClientRect().height;
  const before = height();
  await change({ preview: undefined, previewError: 'Label: it has one value only, in all of the rows that are left, which is no label' });
  await until(() => host.textContent?.includes('it has one value only'), 'what is wrong');
  expect(host.textContent?.match(/it has one value only/g)).toHaveLength(1);
  expect(host.querySelector('[role="alert"]')?.textContent).toContain('it has one value only');
  expect(height()).toBe(before);
});

test('within a run it says what changes are for', async () => {
  const { text, change } = await strip({ run: { ...startedRun(), phase: 'training' } });
  expect(text()).toContain('Changes count for the next run.');
  await change({ run: { ...startedRun(), phase: 'done' } });
  expect(text()).not.toContain('Changes count for the next run.');
});
