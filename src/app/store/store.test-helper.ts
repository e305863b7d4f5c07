import type { DataPreview, OpenTable } from '../../protocol/data';
import { ROLES, SUMMARY } from '../../runs/run.test-helper';
import { fakeSession, settled } from './fake-session.test-helper';
import { createAppStore } from './store';

export const TABLE: OpenTable = {
  name: 'rows.csv',
  source: 'file',
  rows: 9,
  hash: 'abc',
  columns: ['click', 'place', 'user'].map((name) => ({ name, type: 'text', distinct: 2, once: 0, missing: 0, missingAs: [], top: [], notes: [] })),
  proposed: ROLES,
  warnings: [],
  readings: [],
};

export const PREVIEW: DataPreview = { data: SUMMARY, parameters: { total: 7, cost: 7, parts: [], backbone: { parameters: 5, cost: 5 } } };

export const file = (name = 'rows.csv') => new File(['click,place,user'], name);

/** A store over a worker that answers when the test says so. */
export function playground() {
  const fake = fakeSession();
  const store = createAppStore(fake);
  const state = store.getState;
  /** A file is open, and what the settings make of it is known. */
  const withTable = async () => {
    void state().openFiles([file()]);
    await fake.call('data', 'open').answer(TABLE);
    store.setState({ preview: PREVIEW });
  };
  /** Train was pressed, and the worker has begun. */
  const withRun = async () => {
    await withTable();
    void state().train();
    await settled();
    const { args, ...run } = fake.call('run', 'train');
    const [, tell] = args;
    tell({ type: 'phase', phase: 'training' });
    return { ...run, tell };
  };
  return { ...fake, store, state, withTable, withRun };
}
