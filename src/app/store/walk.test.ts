import { describe, expect, test } from 'vitest';
import type { Look } from '../../protocol/insight';
import type { Strengths } from '../../protocol/walk';
import type { RunRecord } from '../../runs/record';
import { progressEvent, startedRun } from '../../runs/run.test-helper';
import { withEvent } from '../../runs/with-event';
import { settled } from './fake-session.test-helper';
import { playground } from './store.test-helper';

const strengthsOf = (...rows: number[]): Strengths => ({
  strengths: [0, 1],
  auc: [0.6, 0.7],
  byDomain: [[0.6], [0.7]],
  rows: rows.map((row) => ({ row, predictions: [0.1, 0.2] })),
});
const lookOf = (...rows: number[]) => ({ step: 9, epoch: 1, final: true, walks: rows.map((row) => ({ row, domain: 0, ownDomain: 0 })) }) as unknown as Look;

/** A run that has ended, and is asked about its rows. */
function ended() {
  const around = playground();
  around.store.setState({ run: { ...startedRun(), phase: 'done' } });
  const { state, call } = around;
  return {
    ...around,
    rows: () => state().run?.strengths?.rows.map(({ row }) => row),
    /** Another row is followed; the worker looks at it when the test says so. */
    follow: (...rows: number[]) => {
      void state().follow(rows);
      const { args, answer } = call('inside', 'follow');
      return { args, answer: () => answer(lookOf(...rows)) };
    },
  };
}

describe('rows that are followed', () => {
  test('are those that the worker was asked to follow, and the last of two stands beside the first', async () => {
    const { state, follow } = ended();
    const asked = follow(7, 17);
    expect(asked.args).toEqual([[7, 17]]);
    expect(state().walkRow).toBeUndefined();
    await asked.answer();
    expect(state()).toMatchObject({ walkRow: 7, walkBeside: { kind: 'row', row: 17 } });
    expect(state().run?.looks).toHaveLength(1);
    await follow(3).answer();
    expect(state()).toMatchObject({ walkRow: 3, walkBeside: undefined });
  });

  test('are told apart from those that were left out of the data, which change nothing', async () => {
    const { state, call, follow } = ended();
    await follow(7, 41).answer();
    const told = state().follow([17]);
    await call('inside', 'follow').answer(lookOf(7, 41));
    expect(await told).toEqual([17]);
    expect(state()).toMatchObject({ walkRow: 7, walkBeside: { kind: 'row', row: 41 } });
    const one = state().follow([7, 17]);
    await call('inside', 'follow').answer(lookOf(7));
    expect(await one).toEqual([17]);
    expect(state()).toMatchObject({ walkRow: 7, walkBeside: undefined });
    const both = state().follow([7, 41]);
    await call('inside', 'follow').answer(lookOf(7, 41));
    expect(await both).toEqual([]);
  });

  test('of a run that has gone meanwhile are nobody’s', async () => {
    const { state, follow } = ended();
    const asked = follow(17);
    state().reset();
    await asked.answer();
    expect(state().walkRow).toBeUndefined();
  });

  test('are not measured where nobody had measured before', async () => {
    const { follow, count } = ended();
    await follow(17).answer();
    expect(count('inside', 'strengths')).toBe(0);
  });
});

describe('strengths, and another row that is followed', () => {
  test('an answer is the run’s, and asked for once at a time', async () => {
    const { state, call, count, rows } = ended();
    void state().askStrengths();
    void state().askStrengths();
    expect(count('inside', 'strengths')).toBe(1);
    call('inside', 'strengths').args[0](3, 11);
    expect(state().strengthsAsked).toMatchObject({ done: 3, total: 11 });
    await call('inside', 'strengths').answer(strengthsOf(7));
    expect([rows(), state().strengthsAsked]).toEqual([[7], undefined]);
  });

  test('while they are measured: that ends, its answer is dropped, and they are asked anew after the look', async () => {
    const { state, call, count, rows, follow } = ended();
    void state().askStrengths();
    const first = call('inside', 'strengths');
    const asked = follow(17);
    expect(count('inside', 'cancelStrengths')).toBe(1);
    // It was on its way already.
    await first.answer(strengthsOf(7));
    expect(rows()).toBeUndefined();
    expect(count('inside', 'strengths')).toBe(1);
    await asked.answer();
    expect(count('inside', 'strengths')).toBe(2);
    await call('inside', 'strengths').answer(strengthsOf(17));
    expect(rows()).toEqual([17]);
  });

  test('the one that is given up may end late, or fail: the new one waits for it, and nothing is said', async () => {
    const { state, call, count, rows, follow } = ended();
    void state().askStrengths();
    const first = call('inside', 'strengths');
    await follow(17).answer();
    expect(count('inside', 'strengths')).toBe(1);
    await first.fail(new Error('it broke'));
    await settled();
    expect(state().strengthsError).toBeUndefined();
    expect(count('inside', 'strengths')).toBe(2);
    await call('inside', 'strengths').answer(strengthsOf(17));
    expect(rows()).toEqual([17]);
  });

  test('after they were measured: the answer goes at once, and comes for the new row', async () => {
    const { state, call, count, rows, follow } = ended();
    void state().askStrengths();
    await call('inside', 'strengths').answer(strengthsOf(7));
    const asked = follow(17);
    expect([rows(), count('inside', 'cancelStrengths'), count('inside', 'strengths')]).toEqual([undefined, 0, 1]);
    await asked.answer();
    await call('inside', 'strengths').answer(strengthsOf(17));
    expect([rows(), count('inside', 'strengths')]).toEqual([[17], 2]);
  });

  test('not where the run has gone on meanwhile', async () => {
    const { state, store, call, count, follow } = ended();
    void state().askStrengths();
    await call('inside', 'strengths').answer(strengthsOf(7));
    const asked = follow(17);
    store.setState({ run: { ...startedRun(), id: state().run?.id as string, phase: 'training' } });
    await asked.answer();
    expect(count('inside', 'strengths')).toBe(1);
  });
});

describe('what went wrong with strengths, or was given up', () => {
  test('holds as long as the model stays as it is', async () => {
    const { state, store, call } = ended();
    void state().askStrengths();
    state().cancelStrengths();
    await call('inside', 'strengths').fail(new Error('it broke'));
    const { id } = state().run as RunRecord;
    expect(state()).toMatchObject({ strengthsError: { run: id, message: 'it broke' }, strengthsDeclined: id });
    // A look moves nothing.
    store.setState({ run: { ...(state().run as RunRecord), looks: [lookOf(7)] } });
    expect(state().strengthsDeclined).toBe(id);
    store.setState({ run: withEvent(state().run as RunRecord, progressEvent('model', 0.5, 0.6)) });
    expect(state()).toMatchObject({ strengthsError: undefined, strengthsDeclined: undefined });
  });

  test('asking again, or a change of phase, ends it', async () => {
    const { state, store } = ended();
    const declined = () => {
      state().cancelStrengths();
      return state().strengthsDeclined;
    };
    expect(declined()).toBeDefined();
    void state().askStrengths();
    expect(state().strengthsDeclined).toBeUndefined();
    expect(declined()).toBeDefined();
    store.setState({ run: { ...(state().run as RunRecord), phase: 'training' } });
    expect(state().strengthsDeclined).toBeUndefined();
  });
});
