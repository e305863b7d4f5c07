import { expect, test } from 'vitest';
import { fromLink } from '../../config/link';
import { LOOK_KEYS } from '../address';
import { playground } from '../store/store.test-helper';
import { readLook, writeLook } from './look';

test('no key is that of a setting', () => {
  for (const key of LOOK_KEYS) expect(fromLink(`${key}=1`).notes.join()).toContain('is not a setting');
});

test('what is written is read again', () => {
  const { store } = playground();
  expect(writeLook(store.getState())).toEqual([]);
  store.setState({
    view: 'what-if',
    sheet: 'model',
    adapter: 1,
    selected: new Set([6, 0, 1, 2]),
    row: 17,
    walkRow: 4,
    walkBeside: { kind: 'domain', domain: 1 },
    walkStep: 2,
  });
  const parts = writeLook(store.getState());
  expect(parts).toEqual(['view=what-if', 'sheet=model', 'adapter=2', 'selected=1-3,7', 'row=17', 'walk=4', 'beside=domain:2', 'step=3']);
  expect(readLook(parts.join('&'))).toEqual({
    look: { view: 'what-if', sheet: 'model', adapter: 1, selected: [0, 1, 2, 6], row: 17, walk: 4, beside: { kind: 'domain', domain: 1 }, step: 2 },
    notes: [],
  });
  expect(readLook('moment=2.5&beside=row:3&result=abc')).toEqual({ look: { moment: 2.5, beside: { kind: 'row', row: 3 } }, result: 'abc', notes: [] });
});

test('sheets of this machine are not told', () => {
  const { store } = playground();
  store.setState({ sheet: 'kept' });
  expect(writeLook(store.getState())).toEqual([]);
});

test.each([
  ['view=__proto__', '“view=__proto__” in the link was ignored: must be one of walk, results'],
  ['sheet=kept', 'must be one of data, model, train'],
  ['moment=-1', 'must be a number of epochs'],
  ['moment=1e999', 'must be a number of epochs'],
  ['adapter=0', 'must be a place from 1 on'],
  ['selected=1-9999999', 'must be places such as 1-3,7'],
  ['selected=3-1', 'must be places such as 1-3,7'],
  ['row=0x10', 'must be the number of a row'],
  ['walk=', 'must be the number of a row'],
  ['beside=constructor:1', 'must be domain:2, row:17 or authors'],
  ['step=%', 'cannot be read and was ignored'],
])('%s is ignored and named', (text, why) => {
  const { look, notes } = readLook(text);
  expect(look).toEqual({});
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain(why);
});
