import { expect, test } from 'vitest';
import { render } from '../render.test-helper';
import { TABLE } from '../store/store.test-helper';
import { ColumnTable } from './ColumnTable';

const withColumns = (count: number) => ({
  ...TABLE,
  columns: Array.from({ length: count }, (_, i) => ({
    name: `column ${i}`,
    type: 'text' as const,
    distinct: 2,
    once: 0,
    missing: 0,
    missingAs: [],
    top: [],
    notes: [],
  })),
});

test.each([
  [10, false],
  [40, true],
])('a table of %i columns: whether it scrolls, and may cut a row', async (count, scrolls) => {
  const { host } = await render(<ColumnTable table={withColumns(count)} />, { roles: TABLE.proposed });
  const box = host.querySelector('section[aria-label="Columns"]') as HTMLElement;
  expect(box.scrollHeight > box.clientHeight + 1).toBe(scrolls);
});
