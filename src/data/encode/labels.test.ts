import { describe, expect, test } from 'vitest';
import { COLUMNS, count, encoded } from './clicks.test-helper';

describe('labels', () => {
  const labels = (click: string[], positive?: string) =>
    Array.from(encoded({ ...COLUMNS, click }, { data: { label: { column: 'click', ...(positive && { positive }) } } }).labels);
  test.each([
    ['true and false', count.map((i) => (i % 3 === 0 ? 'true' : 'false')), undefined],
    ['yes and no', count.map((i) => (i % 3 === 0 ? 'Yes' : 'No')), undefined],
    ['stars', count.map((i) => (i % 3 === 0 ? '4' : '3')), '> 3'],
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
