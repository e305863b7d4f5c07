import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ablation, Look } from '../../protocol/insight';
import { epochRecord, modelResult, progressEvent, ROLES, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { WorkerGone } from '../../wire/worker-gone';
import { settled } from './fake-session.test-helper';
import { hindranceOf, isRunning } from './selectors';
import { file, PREVIEW, playground, TABLE } from './store.test-helper';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const shortly = () => vi.advanceTimersByTimeAsync(300);

describe('Train', () => {
  test('begins a run on the settings, and shows what the worker tells at most four times a second', async () => {
    const { state, call, withRun } = playground();
    const { tell, answer } = await withRun();
    expect(call('run', 'train').args[0]).toEqual(state().config);
    expect(state().run).toMatchObject({ phase: 'training', data: SUMMARY, config: state().config });
    tell(progressEvent('model', 0.5, 0.7));
    expect(state().run?.losses).toEqual([]);
    await shortly();
    expect(state().run?.losses).toEqual([{ epoch: 0.5, loss: 0.7 }]);
    tell({ type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true });
    tell({ type: 'phase', phase: 'done' });
    // A change of phase brings all that came before it.
    expect(state().run).toMatchObject({ phase: 'done', epochs: [{ epoch: 1 }] });
    tell({ type: 'finished', variant: 'model', result: modelResult(0.6) });
    await answer(undefined);
    expect(state().run).toMatchObject({ phase: 'done', parameters: 7 });
  });

  test('does nothing while a run is under way, while data is read, without data, or with settings that cannot work', async () => {
    const { store, state, count, withRun } = playground();
    await state().train();
    expect(count('run', 'train')).toBe(0);
    await withRun();
    await state().train();
    await state().train(true);
    expect(count('run', 'train')).toBe(1);
    state().reset();
    for (const hindrance of [{ opening: { name: 'x', phase: 'reading' as const, done: 0 } }, { previewError: 'no rows' }]) {
      store.setState({ opening: undefined, previewError: undefined, ...hindrance });
      await state().train();
    }
    expect(count('run', 'train')).toBe(1);
  });

  test('waits for a run that was reset to wind up; a second Reset meanwhile calls it off', async () => {
    const { state, count, withRun } = playground();
    const { answer } = await withRun();
    state().reset();
    void state().train();
    await settled();
    expect(count('run', 'train')).toBe(1);
    state().reset();
    void state().train();
    await answer(undefined);
    await settled();
    expect(count('run', 'train')).toBe(2);
    expect(isRunning(state())).toBe(true);
  });

  test('Stop calls off a run that still waits for the one before it', async () => {
    const { state, count, withRun } = playground();
    const { answer } = await withRun();
    state().reset();
    void state().train();
    await settled();
    state().stop();
    expect(state().run).toMatchObject({ phase: 'stopped' });
    await answer(undefined);
    await settled();
    expect(count('run', 'train')).toBe(1);
    expect(isRunning(state())).toBe(false);
  });

  test('that fails says why, and the engine is prepared again', async () => {
    const { state, count, withRun } = playground();
    const { fail } = await withRun();
    await fail(new Error('it diverged'));
    expect(state().run).toMatchObject({ phase: 'failed', message: 'it diverged' });
    expect(count('engines', 'prepare')).toBe(1);
  });
});

describe('the person’s hand', () => {
  test('reaches the worker', async () => {
    const { state, count, withRun } = playground();
    await withRun();
    state().pause();
    state().resume();
    state().step();
    state().stop();
    expect((['pause', 'resume', 'step', 'stop'] as const).map((method) => count('run', method))).toEqual([1, 1, 1, 1]);
  });

  test('Step without a run begins one that rests after its first batch', async () => {
    const { state, call, withTable } = playground();
    await withTable();
    state().step();
    await settled();
    expect(call('run', 'train').args[2]).toMatchObject({ startWithStep: true });
  });

  test('Reset takes a run off the page, where it stands still; Undo brings it back, with all that was told meanwhile, and it goes on', async () => {
    const { state, count, withRun } = playground();
    const { tell } = await withRun();
    const id = state().run?.id;
    state().reset();
    expect([count('run', 'pause'), count('run', 'stop'), state().run]).toEqual([1, 0, undefined]);
    tell({ type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true });
    tell({ type: 'phase', phase: 'paused' });
    expect(state().run).toBeUndefined();
    state().undoReset();
    expect(state()).toMatchObject({ run: { id, phase: 'paused', epochs: [{ epoch: 1 }] }, dropped: undefined });
    expect(count('run', 'resume')).toBe(1);
    state().undoReset();
    expect(count('run', 'resume')).toBe(1);
  });

  test('a run that was paused is paused when it comes back; one that has ended is there with its results, and nothing is asked of the worker', async () => {
    const { state, count, withRun } = playground();
    const { tell, answer } = await withRun();
    tell({ type: 'phase', phase: 'paused' });
    state().reset();
    state().undoReset();
    expect([count('run', 'pause'), count('run', 'resume'), state().run?.phase]).toEqual([0, 0, 'paused']);
    tell({ type: 'finished', variant: 'model', result: modelResult(0.6) });
    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    const { run, endedAmid } = state();
    state().reset();
    expect(state().endedAmid).toBeUndefined();
    state().undoReset();
    expect(state()).toMatchObject({ run, endedAmid });
    expect((['pause', 'resume', 'stop'] as const).map((method) => count('run', method))).toEqual([0, 0, 0]);
  });

  test('the next Train ends the run that was reset, for good', async () => {
    const { state, count, withRun } = playground();
    await withRun();
    state().reset();
    void state().train();
    expect([count('run', 'stop'), state().dropped]).toEqual([1, undefined]);
    const { run } = state();
    state().undoReset();
    expect(state().run).toBe(run);
  });

  test('a run that another tab trains is looked at here, and no more', async () => {
    const { store, state, count, withTable } = playground();
    await withTable();
    store.setState({ run: { ...startedRun(), phase: 'training', recorded: '2026-11-26' } });
    expect(isRunning(state())).toBe(false);
    await state().train();
    expect(count('run', 'train')).toBe(0);
    state().reset();
    expect(['pause', 'stop'].map((method) => count('run', method as 'pause'))).toEqual([0, 0]);
    void state().train();
    await settled();
    expect(count('run', 'train')).toBe(1);
  });

  test('a run that was reset tells the next one nothing', async () => {
    const { state, call, withRun } = playground();
    const { tell, answer } = await withRun();
    state().reset();
    void state().train();
    await answer(undefined);
    await settled();
    const { id } = state().run ?? {};
    tell({ type: 'phase', phase: 'failed', message: 'late' });
    tell(progressEvent('model', 9, 0.1));
    await shortly();
    expect(state().run).toMatchObject({ id, phase: 'preparing', losses: [] });
    call('run', 'train').args[1]({ type: 'phase', phase: 'training' });
    expect(state().run).toMatchObject({ id, phase: 'training' });
  });
});

describe('what is asked of a run', () => {
  const ABLATION = { conditions: [], verdict: 'unused' } as unknown as Ablation;
  const LOOK = { step: 3, epoch: 1, final: false } as unknown as Look;
  const ended = async () => {
    const made = playground();
    const { tell, answer } = await made.withRun();
    tell({ type: 'finished', variant: 'model', result: modelResult(0.6) });
    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    return made;
  };

  test('a quick ablation is asked unasked while the panel is open; its progress and its answer are the run’s', async () => {
    const { state, call } = await ended();
    const { args, answer } = call('inside', 'ablate');
    expect(state().ablating).toMatchObject({ run: state().run?.id, done: 0 });
    args[0](2, 8);
    expect(state().ablating).toMatchObject({ done: 2, total: 8 });
    await answer(ABLATION);
    expect(state()).toMatchObject({ ablating: undefined, run: { ablation: ABLATION } });
  });

  test('what is being measured is not asked for again', async () => {
    const { state, count } = await ended();
    const asked = count('inside', 'ablate');
    expect(state().ablating).toBeDefined();
    void state().ablate();
    await settled();
    expect(count('inside', 'ablate')).toBe(asked);
  });

  test('an answer about a run that has gone is dropped, and so are its progress and its failure', async () => {
    for (const end of ['answer', 'fail'] as const) {
      const { state, call } = await ended();
      const asked = call('inside', 'ablate');
      state().reset();
      void state().train();
      await settled();
      asked.args[0](3, 8);
      await (end === 'answer' ? asked.answer(ABLATION) : asked.fail(new Error('gone')));
      expect(state().run).not.toHaveProperty('ablation');
      expect(state()).toMatchObject({ ablating: undefined, ablationError: undefined });
    }
  });

  test('a look that was asked of a run that has gone is dropped', async () => {
    const { state, call } = await ended();
    void state().watchRows([1, 2]);
    const asked = call('inside', 'watchRows');
    expect(asked.args[0]).toEqual([1, 2]);
    state().reset();
    void state().train();
    await settled();
    await asked.answer(LOOK);
    expect(state().run?.looks).toEqual([]);
  });

  test('a look at a run that has ended is kept with it; a run that goes on keeps what it is told itself', async () => {
    const { state, call, count } = await ended();
    void state().watchRows([1, 2]);
    await call('inside', 'watchRows').answer(LOOK);
    expect(call('library', 'answer').args).toEqual([state().run?.id, { look: LOOK }]);

    const goes = playground();
    await goes.withRun();
    void goes.state().watchRows([1]);
    await goes.call('inside', 'watchRows').answer(LOOK);
    expect(goes.state().run?.looks).toHaveLength(1);
    expect(goes.count('library', 'answer')).toBe(0);
    expect(count('library', 'answer')).toBe(1);
  });

  test('a look that fails is a note', async () => {
    const { state, call } = await ended();
    void state().watchRows([1]);
    await call('inside', 'watchRows').fail(new Error('the device was lost'));
    expect(state().notes).toEqual(['What the hyper-network makes could not be looked at: the device was lost']);
  });

  test('moment, selection and row go with their run', async () => {
    const { state } = await ended();
    state().move(1);
    state().select([2, 3]);
    state().pickRow(4);
    expect(state()).toMatchObject({ moment: 1, row: 4 });
    state().reset();
    expect(state()).toMatchObject({ moment: undefined, row: undefined, selected: new Set() });
  });
});

test('what hinders training is said in the order in which it can be helped', () => {
  const fine = { opening: undefined, table: {} as never, problems: [], previewError: undefined, roles: ROLES };
  expect(hindranceOf(fine)).toBeUndefined();
  expect(hindranceOf({ ...fine, opening: { name: 'x', phase: 'reading', done: 0 }, table: undefined })).toBe('the data are still being read.');
  expect(hindranceOf({ ...fine, table: undefined, previewError: 'old' })).toBe('open data first.');
  const unknown = { ...ROLES, label: { column: '' } };
  expect(hindranceOf({ ...fine, roles: unknown, problems: [{ path: 'data.label.column', message: 'is missing' }] })).toBe('say which column is the label.');
  expect(hindranceOf({ ...fine, previewError: 'no rows' })).toBe('no rows');
  expect(hindranceOf({ ...fine, previewError: 'no rows', problems: [{ path: 'model.k', message: 'must be a whole number' }] })).toContain(
    'k cannot be used as it is.',
  );
});

describe('a worker that has gone', () => {
  const silent = () => new WorkerGone('the worker no longer answered', 'Another one has taken its place.', true);

  test('the run goes on in another, which reads the data anew; what was told of later moments is void', async () => {
    const { state, call, count, withRun } = playground();
    const { tell, fail } = await withRun();
    tell({ type: 'epoch', variant: 'model', record: epochRecord(1, 0.6), best: true });
    tell({ type: 'epoch', variant: 'model', record: epochRecord(2, 0.6), best: true });
    await fail(silent());
    expect(state().run).toMatchObject({ phase: 'preparing' });
    expect(count('data', 'open')).toBe(2);
    expect(call('data', 'open').args[0]).toEqual(call('data', 'open', 0).args[0]);
    await call('data', 'open').answer(TABLE);
    await call('data', 'preview').answer(PREVIEW);
    const again = call('run', 'goOn');
    const [id, why, told, options] = again.args;
    expect([id, why, options]).toEqual([state().run?.id, 'worker', { anew: { config: state().config } }]);
    told({ type: 'taken up', from: { model: { epoch: 1, best: 1 } }, why: 'worker' });
    told({ type: 'phase', phase: 'done' });
    await again.answer(undefined);
    expect(state().run).toMatchObject({ phase: 'done', epochs: [{ epoch: 1 }], interruptions: [{ epoch: 1 }] });
  });

  test('where other data were opened meanwhile, the run has its own again, and the next run those', async () => {
    const { state, call, count, withRun } = playground();
    const { fail } = await withRun();
    void state().openFiles([file('other.csv')]);
    await call('data', 'open').answer({ ...TABLE, name: 'other.csv' });
    await fail(silent());
    expect(count('data', 'open')).toBe(3);
    expect(call('data', 'open').args[0]).toEqual(call('data', 'open', 0).args[0]);
    await call('data', 'open').answer(TABLE);
    expect(state().table?.name).toBe('other.csv');
    const { args } = call('run', 'goOn');
    args[2]({ type: 'data', data: SUMMARY });
    expect(count('data', 'open')).toBe(4);
    expect(call('data', 'open').args[0]).toEqual(call('data', 'open', 1).args[0]);
    await call('data', 'open').answer({ ...TABLE, name: 'other.csv', rows: 7 });
    expect(state().table).toMatchObject({ name: 'other.csv', rows: 7 });
  });

  test('a run that was paused is paused again; Stop and Reset meanwhile hold', async () => {
    for (const hand of ['none', 'stop', 'reset'] as const) {
      const { state, call, count, withRun } = playground();
      const { tell, fail } = await withRun();
      tell({ type: 'phase', phase: 'paused' });
      await fail(silent());
      if (hand !== 'none') state()[hand]();
      await call('data', 'open').answer(TABLE);
      await call('data', 'preview').answer(PREVIEW);
      expect(count('run', 'goOn')).toBe(hand === 'none' ? 1 : 0);
      if (hand === 'none') expect(call('run', 'goOn').args[3]).toMatchObject({ paused: true });
      else expect(isRunning(state())).toBe(false);
    }
  });

  test('one that does not load, or goes again and again, ends the run with its words', async () => {
    const first = playground();
    const { fail } = await first.withRun();
    await fail(new WorkerGone('the worker did not load', 'Check the connection.', false));
    expect(first.state().run).toMatchObject({ phase: 'failed', message: 'the worker did not load. Check the connection.' });

    const { state, call, withRun } = playground();
    const { tell, ...begun } = await withRun();
    let last: { fail(error: Error): Promise<void> } = begun;
    // As long as it gets further, it goes on.
    for (let i = 0; i < 10; i++) {
      if (i === 5) {
        tell({ type: 'kept', epoch: 1.5 });
        await shortly();
      }
      await last.fail(silent());
      expect(state().run?.phase).toBe('preparing');
      await call('data', 'open').answer(TABLE);
      await call('data', 'preview').answer(PREVIEW);
      last = call('run', 'goOn');
    }
    await last.fail(silent());
    expect(state().run).toMatchObject({ phase: 'failed', message: 'the worker no longer answered. Another one has taken its place.' });
  });

  test('without a run, the table is read anew and the model of the last run brought back; what cannot be is said', async () => {
    const { state, call, withRun } = playground();
    const { tell, answer } = await withRun();
    tell({ type: 'phase', phase: 'done' });
    await answer(undefined);
    void state().workerGone(silent());
    await call('data', 'open').answer(TABLE);
    await call('data', 'preview').answer(PREVIEW);
    expect(call('run', 'goOn').args.slice(0, 2)).toEqual([state().run?.id, 'worker']);
    await call('run', 'goOn').fail(new Error('nothing is kept'));
    expect(state().notes).toEqual([
      'The worker no longer answered. Another one has taken its place.',
      'What the worker had could not be brought back: nothing is kept',
    ]);
  });
});
