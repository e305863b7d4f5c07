import { describe, expect, test } from 'vitest';
import { COLUMNS, count, encoded, messages } from '../encode/clicks.test-helper';

describe('labels', () => {
  const labels = (click: string[], positive?: string) =>
    Array.from(encoded({ ...COLUMNS, click }, { data: { label: { column: 'click', ...(positive && { positive }) } } }).labels);
  test.each([
    ['true and false', count.map((i) => (i % 3 === 0 ? 'true' : 'false')), undefined],
    ['yes and no', count.map((i) => (i % 3 === 0 ? 'Yes' : 'No')), undefined],
    ['stars', count.map((i) => (i % 3 === 0 ? '4' : '3')), '> 3'],
    ['stars with a decimal comma', count.map((i) => (i % 3 === 0 ? '4,5' : '3,0')), '> 3.2'],
    ['words', count.map((i) => (i % 3 === 0 ? 'buy' : i % 3 === 1 ? 'view' : 'skip')), 'buy'],
  ])('%s', (_, click, positive) => {
    expect(labels(click, positive)).toEqual(COLUMNS.click.map(Number));
  });
});

test('of two words the one that says yes is positive, whatever its case and place', () => {
  for (const [yes, no] of [
    ['Clicked', 'skipped'],
    ['TRUE', 'unknown'],
  ] as const) {
    const click = COLUMNS.click.map((text) => (text === '1' ? yes : no));
    expect(Array.from(encoded({ ...COLUMNS, click }).labels)).toEqual(COLUMNS.click.map(Number));
  }
});

test.each([
  ['noclk', 'clk'],
  ['not clicked', 'clicked'],
  ['unlike', 'like'],
  ['disliked', 'liked'],
  ['non-click', 'click'],
  ['no purchase', 'bought'],
  ['nobuy', 'buy'],
  ['FALSE', 'shown'],
  ['-1', '1'],
  ['1', '2'],
  ['0.0', '1.0'],
])('of %s and %s the second is positive, in either order, and nothing is asked', (no, yes) => {
  for (const flip of [0, 1]) {
    const click = COLUMNS.click.map((text) => (text === '1' ? yes : no));
    const data = encoded({ ...COLUMNS, click: flip ? click : [...click].reverse() });
    expect([...data.labels].reduce((a, b) => a + b)).toBe(4);
    expect(data.positive).toBe(`click is ${yes}`);
    expect(messages(data).filter((text) => text.startsWith('data.label'))).toEqual([]);
  }
});

test('numbers and words written in several ways are one class each', () => {
  const click = COLUMNS.click.map((text, i) => (text === '1' ? ['1', '1.0', '+1'] : ['0', '0.0', '-0'])[i % 3] as string);
  expect(Array.from(encoded({ ...COLUMNS, click }).labels)).toEqual(COLUMNS.click.map(Number));
  const words = COLUMNS.click.map((text, i) => (text === '1' ? ['Yes', 'yes'] : ['No', 'NO'])[i % 2] as string);
  expect(Array.from(encoded({ ...COLUMNS, click: words }).labels)).toEqual(COLUMNS.click.map(Number));
});

test('where nothing says which is positive, that is told', () => {
  const data = encoded({ ...COLUMNS, click: COLUMNS.click.map((text) => (text === '1' ? 'north' : 'south')) });
  expect(data.positive).toBe('click is south');
  expect(messages(data)).toContain('data.label.positive: Nothing says which of "north" and "south" is positive; "south" is taken.');
});

test('values that are named as positive, and ids of many digits', () => {
  const click = COLUMNS.click.map((text) => (text === '1' ? '208310224003697458' : '208310224003697457'));
  const data = encoded({ ...COLUMNS, click }, { data: { label: { column: 'click', positive: '208310224003697458' } } });
  expect(Array.from(data.labels)).toEqual(COLUMNS.click.map(Number));
  expect(data.positive).toBe('click is 208310224003697458');
  const price = encoded(COLUMNS, { data: { label: { column: 'price', positive: '> 3' }, dense: [] } });
  expect([price.positive, [...price.labels]]).toEqual(['price > 3', count.map((i) => Number(i > 3))]);
});
