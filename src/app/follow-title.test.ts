import { expect, test } from 'vitest';
import { titleOf } from './follow-title';
import { playground } from './store/store.test-helper';

test('the title says what is looked at, of which data and model', () => {
  const { store, state } = playground();
  const title = () => titleOf(state(), 'HAMUR Playground');
  expect(title()).toBe('Conflicting domains, DCN + HAMUR · HAMUR Playground');
  store.setState({ view: 'map' });
  expect(title()).toBe('Instance map · Conflicting domains, DCN + HAMUR · HAMUR Playground');
  store.setState({ tour: 4 });
  expect(title()).toMatch(/^Tour, page 4 · /);
  state().readLink(`file=${'x'.repeat(60)}.csv`);
  expect(title()).toContain(`${'x'.repeat(39)}…, DCN`);
});
