import { act } from 'react';
import { expect, test } from 'vitest';
import type { Proposal } from '../../../protocol/columns';
import { render } from '../../render.test-helper';
import { PREVIEW, TABLE } from '../../store/store.test-helper';
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
const shownRows = (host: HTMLElement) => [...host.querySelectorAll('tbody tr th')].filter((head) => (head as HTMLElement).checkVisibility()).length;

test('a few columns are all seen, whatever their role', async () => {
  const { host } = await render(<ColumnTable table={withColumns(10)} />, { roles: TABLE.proposed });
  expect(shownRows(host)).toBe(10);
});

test('of many those that are left out stand in a fold with their count, and a name is found', async () => {
  const table = withColumns(200);
  const sparse = table.columns.slice(0, 40).map(({ name }) => name);
  const { host, text, does, button } = await render(<ColumnTable table={table} />, { roles: { ...TABLE.proposed, sparse } });
  expect(text()).toContain('40 columns used, 160 left out');
  expect(text()).toContain('Left out: 160 columns');
  expect(shownRows(host)).toBe(24);
  await does(() => button('Show 16 more of 16').click());
  expect(shownRows(host)).toBe(40);
  const search = host.querySelector('input[type=search]') as HTMLInputElement;
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(search, 'column 199');
    search.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(text()).toContain('1 found');
  expect(shownRows(host)).toBe(1);
});

test('what an alarm advises is done by its button, and what another column lost is said and undone', async () => {
  const table = {
    ...TABLE,
    proposal: { roles: TABLE.proposed, reasons: [{ column: 'user', role: 'sparse', why: 'an id' }], labels: [], notes: [] } as Proposal,
  };
  const { host, text, does, button, call, store } = await render(<ColumnTable table={table} />, {
    table,
    preview: PREVIEW,
    roles: TABLE.proposed,
    input: { data: { source: { file: 'rows.csv' } } },
  });
  const alarm = { kind: 'predicts', column: 'user', message: '“user” alone tells the label.', advice: 'leave out' } as const;
  await does(() => call('data', 'alarms').answer({ alarms: [alarm], rows: 9, sampled: false }));
  expect(text()).toContain('“user” alone tells the label.');
  expect(text()).toContain('an id');
  await does(() => button('Leave out user').click());
  expect(store.getState().roles.sparse).toEqual([]);
  expect(text()).not.toContain('alone tells');
  expect(text()).toContain('“sparse” was proposed');

  const select = host.querySelector('[aria-label="Role of user"]') as HTMLSelectElement;
  await act(async () => {
    select.value = 'label';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(text()).toContain('“click” is no longer the label; it is left out now.');
  await does(() => button('Undo').click());
  expect(store.getState().roles.label).toEqual(TABLE.proposed.label);
  expect(text()).not.toContain('no longer');
});

test('a column that weighs the rows says so, is left out by its role, and weighs them again by the undo', async () => {
  const proposal = { roles: TABLE.proposed, weight: 'user', reasons: [{ column: 'user', role: 'weight', why: 'its name says so' }], labels: [], notes: [] };
  const table = { ...TABLE, proposal: proposal as Proposal };
  const input = { data: { source: { file: 'rows.csv' }, weight: 'user' } };
  const { host, text, does, button, store } = await render(<ColumnTable table={table} />, {
    table,
    preview: PREVIEW,
    roles: { ...TABLE.proposed, sparse: [] },
    input,
  });
  const select = host.querySelector('[aria-label="Role of user"]') as HTMLSelectElement;
  expect(select.value).toBe('weight');
  expect(text()).toContain('its name says so');
  await act(async () => {
    select.value = 'sparse';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(text()).toContain('All rows count the same now.');
  expect(store.getState().input.data?.weight).toBeUndefined();
  await does(() => button('Undo').click());
  expect(store.getState().input.data?.weight).toBe('user');
  expect(select.value).toBe('weight');
});
