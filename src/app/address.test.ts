import { expect, test } from 'vitest';
import { addressOf, readAddress } from './address';

test.each([
  ['', { link: '' }],
  ['#k=4&seed=7', { link: 'k=4&seed=7' }],
  ['#tour=4', { tour: 4, link: '' }],
  ['#demo=many&tour=2&k=4', { tour: 2, link: 'demo=many&k=4' }],
  ['#k=4&view=map&tour=2&result=a_-9&views=1', { tour: 2, link: 'k=4&views=1', look: 'view=map&result=a_-9' }],
  ['#view&result', { link: 'view&result' }],
  ['#tour=', { tour: 0, link: '' }],
  ['#tour=x', { tour: Number.NaN, link: '' }],
  ['#k=4&present=1&tour=2', { tour: 2, link: 'k=4', present: true }],
  ['#present=yes', { link: 'present=yes' }],
  // Elsewhere than in another page, these keys mean nothing, and are named as what is no setting.
  ['#k=4&embed=1&show=walk&theme=dark&view=map', { link: 'k=4', look: 'view=map' }],
  ['#k=4&show=walk&theme=dark', { link: 'k=4&show=walk&theme=dark' }],
])('%s', (hash, read) => {
  expect(readAddress(hash)).toEqual(read);
});

test('a page of the tour comes after the settings, and what is written is read again', () => {
  expect(addressOf({ link: '' })).toBe('');
  expect(addressOf({ link: 'k=4', tour: undefined })).toBe('k=4');
  expect(addressOf({ link: '', tour: 3 })).toBe('tour=3');
  expect(addressOf({ link: 'k=4', tour: 3 })).toBe('k=4&tour=3');
  expect(addressOf({ link: 'k=4', tour: 3, look: 'view=map' })).toBe('k=4&tour=3&view=map');
  expect(addressOf({ link: 'k=4', look: 'view=map', present: true })).toBe('k=4&view=map&present=1');
  expect(addressOf({ link: 'k=4', present: false })).toBe('k=4');
  expect(readAddress(`#${addressOf({ link: 'k=4', tour: 3 })}`)).toEqual({ tour: 3, link: 'k=4' });
});
