import { expect, test } from 'vitest';
import { asPageState, type PageState, stoodAt } from './page-state';

const state = (link: string, more: Partial<PageState> = {}): PageState => ({ version: 1, saved: 5, link, view: 'map', adapter: 0, ...more });

test('what was written is read again; what is of another version, or makes no sense, is let go', () => {
  const all = state('k=4', { run: 'a', shown: 'a', sheet: 'kept', moment: 3, row: 9, walkRow: 2 });
  expect(asPageState(JSON.parse(JSON.stringify(all)))).toEqual(all);
  for (const odd of [
    undefined,
    null,
    'x',
    {},
    { ...all, version: 2 },
    { ...all, view: 'gone' },
    { ...all, sheet: 'gone' },
    { ...all, moment: -1 },
    { ...all, more: 1 },
  ]) {
    expect(asPageState(odd)).toBeUndefined();
  }
});

test('of two that speak of the same settings the later one counts', () => {
  const own = state('k=4');
  expect(stoodAt({ link: 'k=4' }, own, state('k=4', { saved: 6, view: 'rank' }))?.view).toBe('rank');
  expect(stoodAt({ link: 'k=4' }, own, state('k=4', { saved: 4, view: 'rank' }))?.view).toBe('map');
});

test.each([
  ['a reload', { link: 'k=4' }, 'k=4', 'k=5', 'k=4'],
  ['a reload of the default page, though another tab was left later', { link: '' }, '', 'k=5', ''],
  ['a reload within the tour', { link: 'k=4', tour: 2 }, 'k=4', undefined, 'k=4'],
  ['another address in the same entry', { link: 'k=6' }, 'k=4', 'k=6', undefined],
  ['the bare address, typed', { link: '' }, undefined, 'k=5', 'k=5'],
  ['the bare address on the first visit', { link: '' }, undefined, undefined, undefined],
  ['a link that says what was left', { link: 'k=5' }, undefined, 'k=5', 'k=5'],
  ['a link that says something else', { link: 'k=6' }, undefined, 'k=5', undefined],
  ['a link that says what was left, and what to look at', { link: '', look: 'view=map&moment=2' }, undefined, '', undefined],
  ['a reload of such a link', { link: '', look: 'view=map&moment=2' }, '', 'k=5', ''],
  ['a link to the tour', { link: '', tour: 1 }, undefined, 'k=5', undefined],
])('%s', (_, address, own, last, stands) => {
  const of = (link: string | undefined) => (link === undefined ? undefined : state(link));
  expect(stoodAt(address, of(own), of(last))?.link).toBe(stands);
});
