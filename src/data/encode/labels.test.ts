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
