import { expect, test } from 'vitest';
import { render } from '../render.test-helper';
import { NoValue, Table, type TableShape } from './Table';

const table = (shape: TableShape) => (
  <Table
    caption="Shops"
    shape={shape}
    columns={['Shop', { head: 'Rows', number: true }]}
    rows={[
      { key: 1, cells: ['north', 12] },
      { key: 2, cells: ['south', <NoValue key="rows" reason="it is closed" />] },
    ]}
  />
);

test('heads have a scope, numbers stand at the right, and a value that is missing says why', async () => {
  const { host } = await render(table('plain'));
  expect([...host.querySelectorAll('th')].map((each) => [each.scope, each.textContent])).toEqual([
    ['col', 'Shop'],
    ['col', 'Rows'],
    ['row', 'north'],
    ['row', 'south'],
  ]);
  expect([...host.querySelectorAll('td')].map((each) => getComputedStyle(each).textAlign)).toEqual(['right', 'right']);
  expect(host.querySelectorAll('td span')[0]).toMatchObject({ title: 'it is closed', textContent: 'n/a it is closed' });
  expect(host.querySelector('caption')?.textContent).toBe('Shops');
});

test('what scrolls is a region that the keyboard reaches; what does not is none', async () => {
  for (const shape of ['wide', 'tall', 'short'] as const) {
    const { host } = await render(table(shape));
    const region = host.querySelector('section') as HTMLElement;
    expect([shape, region.tabIndex, region.getAttribute('aria-label')]).toEqual([shape, 0, 'Shops']);
    expect(getComputedStyle(region).overflowX).toBe('auto');
  }
  expect((await render(table('plain'))).host.querySelector('section')).toBeNull();
  expect((await render(table('hidden'))).host.querySelector<HTMLElement>('.hidden')?.offsetWidth).toBe(1);
});

test('a short table is shorter than a tall one', async () => {
  const most = async (shape: TableShape) => getComputedStyle((await render(table(shape))).host.querySelector('section') as HTMLElement).maxHeight;
  expect([await most('short'), await most('tall')]).toEqual(['220px', '340px']);
});
