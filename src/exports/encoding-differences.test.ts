import { expect, test } from 'vitest';
import type { EncodingFile } from '../protocol/take-away';
import { encodingDifferences } from './encoding-differences';

const OURS: EncodingFile = {
  shape: { fields: [], dense: 1, domains: 2 },
  missing: ['', 'NA'],
  label: { column: 'click', positive: '1', class: '1' },
  domain: { columns: ['shop'], names: ['a', 'b'], places: ['a', 'b'], gaps: false },
  domainIsField: false,
  sparse: [{ name: 'user', column: 'user', vocabulary: ['u1', 'u2', 'u3'], hasUnknown: true }],
  dense: [{ column: 'age', min: 1, max: 9, mean: 4, clip: true, scale: { kind: 'min-max', from: 0, to: 1 } }],
  weight: { factors: [] },
  numbers: {},
};
const differ = (change: object) => encodingDifferences({ ...structuredClone(OURS), ...change } as EncodingFile, OURS);
const user = (change: object) => ({ sparse: [{ ...OURS.sparse[0], ...change }] });

test('what encodes a row alike does not differ', () => {
  expect(differ({})).toEqual([]);
  expect(differ({ weight: { factors: [[1, 2]] } })).toEqual([]);
  // The mean of the same rows in another order.
  expect(differ({ dense: [{ ...OURS.dense[0], mean: 4.000000000000002 }] })).toEqual([]);
});

test.each<[string, object, string[]]>([
  [
    'values',
    user({ vocabulary: ['u1', 'x', 'y', 'z', 'w', 'u2'] }),
    ['“user”: 6 in the file, 3 here; in the file alone: “x”, “y”, “z”, and 1 more; here alone: “u3”'],
  ],
  ['their order', user({ vocabulary: ['u2', 'u1', 'u3'] }), ['“user”: 3 in the file, 3 here; the same in another order']],
  ['the id of what is unknown', user({ hasUnknown: false }), ['“user”: it is made of its column in another way']],
  ['fields', { sparse: [] }, ['the fields: 0 in the file, 1 here; here alone: “user”']],
  ['a scale', { dense: [{ ...OURS.dense[0], max: 10 }] }, ['“age”: 1 to 10 in the file, 1 to 9 here']],
  ['a mean that is near', { dense: [{ ...OURS.dense[0], mean: 4.000001 }] }, ['“age”: it is scaled in another way']],
  ['a mean', { dense: [{ ...OURS.dense[0], mean: 5 }] }, ['“age”: it is scaled in another way']],
  ['domains', { domain: { ...OURS.domain, names: ['a', 'c'] } }, ['the domains: 2 in the file, 2 here; in the file alone: “c”; here alone: “b”']],
  ['the label', { label: { column: 'buy', positive: '1' } }, ['the label: buy (1) in the file, click (1) here']],
  ['missing words', { missing: [''] }, ['the words for missing values']],
])('%s', (_, change, said) => expect(differ(change)).toEqual(said));

test('the model of one of several domains is read as that of the one group of its column, and as no other', () => {
  const theirs = { ...OURS, domain: { ...OURS.domain, names: ['a'], alone: true as const } };
  const ours = (domain: object) => ({ ...OURS, domain: { ...OURS.domain, names: ['a'], places: ['a'], ...domain } });
  expect(encodingDifferences(theirs, ours({ groups: ['a'] }))).toEqual([]);
  const rule = ['the rule that makes domains of rows'];
  expect(encodingDifferences(theirs, ours({ groups: ['b'] }))).toEqual(rule);
  expect(encodingDifferences(theirs, ours({}))).toEqual(rule);
  expect(encodingDifferences({ ...theirs, domain: { ...theirs.domain, alone: undefined as never } }, ours({ groups: ['a'] }))).toEqual(rule);
  const grouped = { ...theirs, domain: { ...theirs.domain, groups: ['x, y', 'z'] } };
  expect(encodingDifferences(grouped, ours({ groups: ['x, y'] }))).toEqual([]);
  expect(encodingDifferences(grouped, ours({ groups: ['z'] }))).toEqual(rule);
});

test('what is no encoding differs in all, and breaks nothing', () => {
  for (const theirs of [{}, { label: 3, domain: [], sparse: 'x', dense: [null], missing: { a: 1 } }, { sparse: [{ name: { a: 1 } }] }])
    expect(encodingDifferences(theirs as never, OURS).length).toBeGreaterThan(3);
});
