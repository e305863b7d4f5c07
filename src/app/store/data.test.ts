import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../../lib/user-error';
import type { ColumnProfile } from '../../protocol/columns';
import type { OpenTable } from '../../protocol/data';
import { SUMMARY } from '../../runs/run.test-helper';
import { fakeSession, settled } from './fake-session.test-helper';
import { createAppStore } from './store';
import { file, PREVIEW, playground, TABLE } from './store.test-helper';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('opening', () => {
  test('shows how far it is, then the table, its roles and its address', async () => {
    const { state, call } = playground();
    void state().openFiles([file()]);
    expect(state().opening).toEqual({ name: 'rows.csv', phase: 'reading', done: 0 });
    const { args, answer } = call('data', 'open');
    args[1]({ phase: 'reading', done: 5, total: 90, rows: 1 });
    expect(state().opening).toEqual({ name: 'rows.csv', phase: 'reading', done: 5, total: 90, rows: 1 });
    vi.advanceTimersByTime(3000);
    args[1]({ phase: 'reading', done: 30, total: 90, rows: 6 });
    expect(state().opening?.secondsLeft).toBeCloseTo(6, 6);
    args[1]({ phase: 'columns', done: 0.5, total: 1, rows: 18 });
    expect(state().opening).toEqual({ name: 'rows.csv', phase: 'columns', done: 0.5, total: 1, rows: 18 });
    await answer(TABLE);
    expect(state()).toMatchObject({ opening: undefined, table: TABLE, roles: TABLE.proposed, config: { data: { source: { file: 'rows.csv', hash: 'abc' } } } });
  });

  test('a second file takes the place of the first: its progress and its end are no longer told, and leave no error', async () => {
    const { state, call } = playground();
    void state().openFiles([file('big.csv')]);
    const first = call('data', 'open');
    void state().openFiles([file('small.csv')]);
    const second = call('data', 'open');
    first.args[1]({ phase: 'reading', done: 5 });
    expect(state().opening).toEqual({ name: 'small.csv', phase: 'reading', done: 0 });
    await first.fail(new UserError('reading was cancelled', 'big.csv'));
    expect(state()).toMatchObject({ opening: { name: 'small.csv' }, dataError: undefined });
    await second.answer({ ...TABLE, name: 'small.csv' });
    expect(state()).toMatchObject({ opening: undefined, table: { name: 'small.csv' }, dataError: undefined });
  });

  test('a table that the worker had ready before the next was asked for is taken, and the next one stays under way', async () => {
    const { state, call } = playground();
    void state().openFiles([file('a.csv')]);
    const first = call('data', 'open');
    void state().openFiles([file('b.csv')]);
    const second = call('data', 'open');
    await first.answer({ ...TABLE, name: 'a.csv' });
    expect(state()).toMatchObject({ table: { name: 'a.csv' }, opening: { name: 'b.csv' } });
    await second.fail(new UserError('it is empty', 'b.csv'));
    expect(state()).toMatchObject({ table: { name: 'a.csv' }, opening: undefined, dataError: 'b.csv: it is empty.' });
  });

  test('an answer that was overtaken by a later table is dropped', async () => {
    const { state, call } = playground();
    void state().openFiles([file('a.csv')]);
    const first = call('data', 'open');
    void state().openDemo('many');
    await call('data', 'open').answer({ ...TABLE, name: 'many', source: 'demo' });
    await first.answer({ ...TABLE, name: 'a.csv' });
    expect(state().table?.name).toBe('many');
  });

  test('giving up the reading leaves the table that was open, and no error', async () => {
    const { state, call, withTable } = playground();
    await withTable();
    void state().openFiles([file('big.csv')]);
    state().cancelOpen();
    expect(call('data', 'cancel').args).toEqual([]);
    await call('data', 'open').fail(new UserError('reading was cancelled', 'big.csv'));
    expect(state()).toMatchObject({ opening: undefined, dataError: undefined, table: { name: 'rows.csv' } });
  });

  test('a failure says why; the next opening takes it back', async () => {
    const { state, call } = playground();
    void state().openFiles([file()]);
    await call('data', 'open').fail(new UserError('it is empty', 'rows.csv', 'Choose another.'));
    expect(state().dataError).toBe('rows.csv: it is empty. Choose another.');
    void state().openFiles([file()]);
    expect(state().dataError).toBeUndefined();
  });

  test('a failed run goes with the data that it was trained on; any other run stays', async () => {
    const { state, call, withRun } = playground();
    const { fail } = await withRun();
    await fail(new Error('it diverged'));
    expect(state().run).toMatchObject({ phase: 'failed', message: 'it diverged' });
    void state().openFiles([file('other.csv')]);
    await call('data', 'open').answer({ ...TABLE, name: 'other.csv' });
    expect(state().run).toBeUndefined();

    const other = playground();
    const done = await other.withRun();
    done.tell({ type: 'phase', phase: 'done' });
    await done.answer(undefined);
    void other.state().openFiles([file('other.csv')]);
    await other.call('data', 'open').answer({ ...TABLE, name: 'other.csv' });
    expect(other.state().run).toMatchObject({ phase: 'done' });
  });

  test('row numbers go with their table, and are used only where the settings name them', async () => {
    const { state, call, withTable } = playground();
    await withTable();
    state().pickRowsFile(file('a.json'));
    await vi.advanceTimersByTimeAsync(200);
    expect(call('data', 'preview').args[1]).toMatchObject({ name: 'a.json' });
    state().set({ split: { rowsFile: 'b.json' } });
    await vi.advanceTimersByTimeAsync(200);
    expect(call('data', 'preview').args[1]).toBeUndefined();
    void state().openFiles([file('other.csv')]);
    await call('data', 'open').answer({ ...TABLE, name: 'other.csv' });
    expect(state().rowsFile).toBeUndefined();
  });

  test('what was changed while a reading failed is looked at', async () => {
    const { state, count, call, withTable } = playground();
    await withTable();
    await vi.advanceTimersByTimeAsync(200);
    const before = count('data', 'preview');
    void state().openFiles([file('bad.csv')]);
    state().set({ model: { k: 4 } });
    await vi.advanceTimersByTimeAsync(200);
    expect(count('data', 'preview')).toBe(before);
    await call('data', 'open').fail(new UserError('it is empty', 'bad.csv'));
    await vi.advanceTimersByTimeAsync(200);
    expect(call('data', 'preview').args[0].model.k).toBe(4);
  });
});

describe('several files', () => {
  const source = (name: string) => ({ name, hash: `hash of ${name}` });
  const combined = (names: string[]): NonNullable<OpenTable['combined']> => ({
    said: '',
    files: names.map((name) => ({ source: { ...source(name), part: name.slice(0, -4) }, rows: 3, columns: ['click', 'place', 'user'] })),
    leftOut: [],
    joins: [],
  });
  const PARTS = ['train.csv', 'val.csv', 'test.csv'];
  const OPEN: OpenTable = {
    ...TABLE,
    columns: [...TABLE.columns, { ...(TABLE.columns[0] as ColumnProfile), name: 'part' }],
    combined: combined(PARTS),
    proposal: { roles: TABLE.proposed, split: { column: 'part' }, reasons: [], labels: [], notes: [] },
  };

  test('make one table; the settings name each, and the split that they propose', async () => {
    const { state, call } = playground();
    void state().openFiles(PARTS.map(file));
    expect(state().opening).toEqual({ name: 'train.csv and 2 more', phase: 'reading', done: 0 });
    expect(call('data', 'open').args[0]).toMatchObject({ files: [{ name: 'train.csv' }, { name: 'val.csv' }, { name: 'test.csv' }] });
    await call('data', 'open').answer(OPEN);
    expect(state().config).toMatchObject({
      data: { source: { files: PARTS.map((name) => ({ ...source(name), part: name.slice(0, -4) })) } },
      split: { column: 'part' },
    });
    expect(state().files.map(({ name }) => name)).toEqual(PARTS);
  });

  test('of a link are kept until all are there, in whatever order they come, and are opened in its order with its roles', async () => {
    const { state, call, count } = playground();
    state().readLink('#files=train.csv:hash+of+train.csv:train,val.csv:other:val,test.csv::test&label=click&domain=user&sparse=place&splitColumn=part');
    expect(state().wanted).toHaveLength(3);
    void state().openFiles([file('test.csv')]);
    void state().openFiles([file('other.csv'), file('train.csv')]);
    expect(count('data', 'open')).toBe(0);
    expect(state().given.map(({ name }) => name)).toEqual(['train.csv', 'test.csv']);
    void state().openFiles([file('val.csv')]);
    expect(call('data', 'open').args[0]).toMatchObject({
      files: [{ name: 'train.csv' }, { name: 'val.csv' }, { name: 'test.csv' }],
      as: [
        { name: 'train.csv', part: 'train' },
        { name: 'val.csv', part: 'val' },
        { name: 'test.csv', part: 'test' },
      ],
    });
    await call('data', 'open').answer(OPEN);
    expect(state()).toMatchObject({
      wanted: undefined,
      given: [],
      roles: { domain: { column: 'user' }, sparse: ['place'] },
      config: { split: { column: 'part' } },
    });
    expect(state().notes).toEqual(['val.csv is not the very file that the link was made with: its content differs.']);
  });

  test('that a link does not name are opened in its place, with roles of their own', async () => {
    const { state, call } = playground();
    state().readLink('#files=a.csv::train,b.csv::test&label=click&domain=user&sparse=place');
    void state().openFiles([file('x.csv'), file('y.csv')]);
    expect(call('data', 'open').args[0]).not.toHaveProperty('as');
    await call('data', 'open').answer({ ...OPEN, combined: combined(['x.csv', 'y.csv']) });
    expect(state()).toMatchObject({ wanted: undefined, roles: TABLE.proposed });
  });

  test('another one joins those that are open; one of the same name takes its place', async () => {
    const { state, call } = playground();
    void state().openFiles([file('a.csv'), file('b.csv')]);
    await call('data', 'open').answer({ ...OPEN, combined: combined(['a.csv', 'b.csv']) });
    void state().addFiles([file('c.csv'), new File(['newer'], 'a.csv')]);
    expect(call('data', 'open').args[0]).toMatchObject({ files: [{ name: 'b.csv' }, { name: 'c.csv' }, { name: 'a.csv', size: 5 }] });
    await call('data', 'open').fail(new UserError('it is empty', 'c.csv'));
    expect(state().files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
  });

  test('are combined anew as the person says; roles that still have their columns stay', async () => {
    const { state, call } = playground();
    void state().openFiles([file('a.csv'), file('b.csv')]);
    await call('data', 'open').answer({ ...OPEN, combined: combined(['a.csv', 'b.csv']) });
    state().setRoles((roles) => ({ ...roles, sparse: ['user'] }));
    const as = [{ name: 'a.csv' }, { name: 'b.csv', key: 'user' }];
    void state().combine(as);
    expect(call('data', 'open').args[0]).toMatchObject({ files: [{ name: 'a.csv' }, { name: 'b.csv' }], as });
    await call('data', 'open').answer({ ...OPEN, combined: combined(['a.csv', 'b.csv']) });
    expect(state().roles.sparse).toEqual(['user']);
    void state().combine(undefined);
    const others = { ...TABLE, columns: TABLE.columns.slice(0, 2) };
    await call('data', 'open').answer(others);
    expect(state().roles).toEqual(TABLE.proposed);
    expect(state().config.split).toEqual({ ratios: [0.8, 0.1, 0.1] });
  });

  test('the data bring the split and the weights that they propose; weights are taken away again', async () => {
    const { state, call } = playground();
    void state().openFiles([file()]);
    await call('data', 'open').answer({
      ...TABLE,
      proposal: { roles: TABLE.proposed, split: { timeColumn: 'place' }, weight: 'count', reasons: [], labels: [], notes: [] },
    });
    expect(state().config.split).toEqual({ timeColumn: 'place' });
    expect(state().config.data.weight).toBe('count');
    state().setWeight(undefined);
    expect(state().config.data.weight).toBeUndefined();
  });
});

describe('what the data makes of the settings', () => {
  const asked = async () => {
    await vi.advanceTimersByTimeAsync(200);
  };

  test('is asked once for many changes, and told', async () => {
    const { state, count, call, withTable } = playground();
    await withTable();
    await asked();
    const before = count('data', 'preview');
    for (const k of [3, 4, 5]) state().set({ model: { k } });
    await asked();
    expect(count('data', 'preview') - before).toBe(1);
    expect(call('data', 'preview').args[0].model.k).toBe(5);
    await call('data', 'preview').answer(PREVIEW);
    expect(state().preview).toBe(PREVIEW);
  });

  test('an answer that comes late is dropped, be it one or an error', async () => {
    const { store, state, call, withTable } = playground();
    await withTable();
    store.setState({ preview: undefined });
    await asked();
    const first = call('data', 'preview');
    state().set({ model: { k: 4 } });
    await asked();
    const second = call('data', 'preview');
    state().set({ model: { k: 5 } });
    await asked();
    await first.answer(PREVIEW);
    await second.fail(new Error('too late'));
    expect(state()).toMatchObject({ preview: undefined, previewError: undefined });
    await call('data', 'preview').fail(new Error('k is too large'));
    expect(state()).toMatchObject({ preview: undefined, previewError: 'k is too large' });
  });
});

describe('within a run', () => {
  test('settings, split and roles change for the next one; the run keeps those that it began with', async () => {
    const { state, call, withRun } = playground();
    const { tell, answer } = await withRun();
    const { run } = state();
    state().set({ model: { k: 3 } });
    state().setFidelity('reference');
    state().replace({ ...state().input, train: { epochs: 3 } });
    state().setRoles((roles) => ({ ...roles, sparse: [] }));
    expect(state()).toMatchObject({ config: { model: { k: 3, fidelity: 'reference' }, train: { epochs: 3 } }, roles: { sparse: [] }, notes: [] });
    state().setRoles((roles) => ({ ...roles, sparse: ['user'] }));
    state().pickRowsFile(file('split.json'));
    expect(state().run?.config).toBe(run?.config);
    await vi.advanceTimersByTimeAsync(200);
    expect(call('data', 'preview').args).toMatchObject([{ model: { k: 3 }, split: { rowsFile: 'split.json' } }, { name: 'split.json' }]);
    await call('data', 'preview').answer(PREVIEW);

    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    void state().train();
    await settled();
    expect(call('run', 'train').args).toMatchObject([{ model: { k: 3 }, train: { epochs: 3 } }, {}, { rowsFile: { name: 'split.json' } }]);
  });

  test('settings that cannot work hinder the next run, and leave this one as it is', async () => {
    const { state, call, count, withRun } = playground();
    const { tell, answer } = await withRun();
    state().set({ model: { k: 3 } });
    await vi.advanceTimersByTimeAsync(200);
    await call('data', 'preview').fail(new Error('k is too large'));
    state().set({ model: { adapters: [9] } });
    expect(state()).toMatchObject({ previewError: 'k is too large', run: { phase: 'training' } });
    expect(state().problems).not.toEqual([]);
    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    expect(state().run).toMatchObject({ phase: 'done' });
    await state().train();
    expect(count('run', 'train')).toBe(1);
  });

  test('other data are opened for the next one; row numbers that were watched go when it begins', async () => {
    const { state, call, withRun } = playground();
    const { tell, answer } = await withRun();
    tell({ type: 'data', data: SUMMARY });
    tell({ type: 'phase', phase: 'training' });
    void state().watchRows([4]);
    void state().openFiles([file('other.csv')]);
    await call('data', 'open').answer({ ...TABLE, name: 'other.csv', hash: 'xyz' });
    expect(state()).toMatchObject({ table: { name: 'other.csv' }, config: { data: { source: { file: 'other.csv' } } }, notes: [] });
    expect(state()).toMatchObject({ run: { phase: 'training', data: SUMMARY, config: { data: { source: { file: 'rows.csv' } } } }, watched: [4] });
    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    expect(state().watched).toEqual([4]);
    void state().train();
    expect(state().watched).toEqual([]);
  });

  test('watched row numbers stay for another run on the same data', async () => {
    const { state, withRun } = playground();
    const { tell, answer } = await withRun();
    tell({ type: 'data', data: SUMMARY });
    tell({ type: 'phase', phase: 'done' });
    void state().watchRows([4]);
    await answer(undefined);
    void state().train();
    expect(state().watched).toEqual([4]);
  });

  test('no link is read: it is offered, and another one that is read takes its place', async () => {
    const { state, withRun } = playground();
    const { tell } = await withRun();
    const { config, input, table } = state();
    state().readLink('#k=7');
    expect(state()).toMatchObject({ config, input, table, offered: { link: 'k=7', waits: false }, notes: [] });
    tell({ type: 'phase', phase: 'stopped' });
    expect(state()).toMatchObject({ config, offered: { link: 'k=7' } });
    state().readLink('#k=3');
    expect(state().offered).toBeUndefined();
    expect(state().config.model.k).toBe(3);
  });

  test('no data are opened before the run has begun with those that it is about', async () => {
    const { state, count, withRun } = playground();
    const { answer } = await withRun();
    state().reset();
    void state().train();
    await settled();
    await state().openFiles([file('other.csv')]);
    await state().openDemo('many');
    expect(count('data', 'open')).toBe(1);
    expect(state().notes).toEqual([
      'other.csv was not opened: a run is about to begin. Wait a moment.',
      'The demo set “many” was not opened: a run is about to begin. Wait a moment.',
    ]);
    await answer(undefined);
    expect(count('run', 'train')).toBe(2);
    void state().openDemo('many');
    expect(count('data', 'open')).toBe(2);
  });
});

describe('a link', () => {
  test('to a file asks for it, keeps its roles for it, and notices another content', async () => {
    const { state, call } = playground();
    state().readLink('#file=rows.csv&hash=xyz&label=click&domain=user&sparse=place&k=4');
    expect(state()).toMatchObject({ wanted: [{ name: 'rows.csv', hash: 'xyz' }], table: undefined });
    void state().openFiles([file()]);
    await call('data', 'open').answer(TABLE);
    expect(state()).toMatchObject({ wanted: undefined, roles: { domain: { column: 'user' }, sparse: ['place'] }, config: { model: { k: 4 } } });
    expect(state().notes).toEqual(['rows.csv is not the very file that the link was made with: its content differs.']);
  });

  test('to a file takes the place of what is being read', async () => {
    for (const begin of ['file', 'demo'] as const) {
      const { state, call, count } = playground();
      void (begin === 'file' ? state().openFiles([file('old.csv')]) : state().openDemo('many'));
      const old = call('data', 'open');
      state().readLink('#file=rows.csv&label=click&domain=user&sparse=place&k=4');
      expect(count('data', 'cancel')).toBe(1);
      await old.answer({ ...TABLE, name: 'old.csv' });
      expect(state()).toMatchObject({ wanted: [{ name: 'rows.csv' }], table: undefined, opening: undefined });
      void state().openFiles([file()]);
      await call('data', 'open').answer(TABLE);
      expect(state()).toMatchObject({ roles: { domain: { column: 'user' } }, config: { model: { k: 4 } } });
    }
  });

  test('that is followed before the page has settled takes the place of the first', async () => {
    const { state, count } = playground();
    let settles = () => {};
    const first = new Promise<void>((resolve) => {
      settles = resolve;
    });
    state().readLink('#demo=many', () => first);
    state().readLink('#file=rows.csv');
    settles();
    await settled();
    expect(count('data', 'open')).toBe(0);
    expect(state().wanted).toEqual([{ name: 'rows.csv' }]);
  });

  test('to a demo opens it once the page has settled, unless a file was opened by then', async () => {
    const settle = async (openFirst: boolean) => {
      const fake = fakeSession();
      const { getState: state } = createAppStore(fake);
      let settles = () => {};
      const first = new Promise<void>((resolve) => {
        settles = resolve;
      });
      state().readLink('#demo=many', () => first);
      if (openFirst) void state().openFiles([file()]);
      settles();
      await settled();
      return fake.call('data', 'open').args[0];
    };
    expect(await settle(false)).toEqual({ demo: 'many' });
    expect(await settle(true)).toMatchObject({ files: [{ name: 'rows.csv' }] });
  });

  test('that names no demo set opens the default one, and says so', () => {
    const { state, call } = playground();
    state().readLink('#demo=nowhere&k=4');
    expect(call('data', 'open').args[0]).toEqual({ demo: 'conflict' });
    expect(state().notes).toEqual(['The link names the demo set “nowhere”, which does not exist. “conflict” was opened instead.']);
    expect(state().config.model.k).toBe(4);
  });
});
