import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileOf, textsOf } from '../../test-helpers';
import { readTable } from '../read-table';

const read = async (text: string, options = {}) => await readTable(fileOf(text, { name: 'rows.jsonl' }), options);
const table = async (text: string) => textsOf(await read(text));

test('keys become columns in order of first appearance; who comes late has no value before', async () => {
  expect(await table('{"b":1}\n{"a":"x","b":2}\r\n\n{"c":true,"a":null}')).toEqual({ b: ['1', '2', ''], a: ['', 'x', ''], c: ['', '', 'true'] });
});

test('objects within objects have names of both, lists of values are one cell, other lists stay JSON', async () => {
  expect(await table('{"user":{"id":7,"home":{"city":"Köln"}},"tags":["a",1,null],"none":[],"deep":[{"x":1}]}\n')).toEqual({
    'user.id': ['7'],
    'user.home.city': ['Köln'],
    tags: ['a|1|'],
    none: [''],
    deep: ['[{"x":1}]'],
  });
});

test('numbers keep every digit that tells them apart', async () => {
  expect(await table('{"id":208310224003697457,"x":1e999,"y":-0.5,"t":"12345678901234567890, \\"1e5\\""}\n')).toEqual({
    id: ['208310224003697457'],
    x: ['1e999'],
    y: ['-0.5'],
    t: ['12345678901234567890, "1e5"'],
  });
});

test('names are data, whatever they are', async () => {
  expect(await table('{"__proto__":1,"constructor":2,"":3}\n{"__proto__":4,"toString":5}')).toEqual({
    ['__proto__']: ['1', '4'],
    constructor: ['2', ''],
    'column 3': ['3', ''],
    toString: ['', '5'],
  });
});

test('one list of objects, in lines or not, and objects over several lines', async () => {
  const wanted = { a: ['1', '2'] };
  expect(await table('[{"a":1},{"a":2}]')).toEqual(wanted);
  expect(await table('[\n  {\n    "a": 1\n  },\n  {"a": 2}\n]\n')).toEqual(wanted);
  expect(await table('{\n  "a": 1\n}\n{\n  "a": 2\n}\n')).toEqual(wanted);
  expect((await read('[{"a":1}]')).readings?.[0]?.format).toBe('JSON (a list of objects)');
});

test.each<[what: string, text: string, message: RegExp]>([
  ['no JSON', '{"a":1}\n{"a":x}\n', /^rows\.jsonl, line 2: this is no JSON \(.*\)\. Write one object/],
  ['Python', "{'a': 1}\n", /^rows\.jsonl, line 1: this is no JSON .* It looks like Python/],
  ['an object that is not closed', '{"a":1}\n{"a":1\n{"a":2}\n', /^rows\.jsonl, line 2: the object that begins here is not closed on its line/],
  ['cut off', '{"a":1}\n{"a":"1', /^rows\.jsonl, line 2: the object that begins here is never closed/],
  ['a list that is cut off', '[{"a":1},\n', /^rows\.jsonl, line 2: the list of objects is never closed/],
  ['something between', '{"a":1}\n7\n', /^rows\.jsonl, line 2: an object \{…\} should begin here/],
  ['a list of numbers', '[1,2]', /^rows\.jsonl, line 1: an object \{…\} should begin here/],
  ['nothing in them', '{}\n{}\n', /^rows\.jsonl: the file holds no objects with keys/],
])('%s is refused by its line', async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test('limits hold: keys, cells, characters', async () => {
  const keys = Array.from({ length: 30 }, (_, i) => `{"k${i}":1}`).join('\n');
  await expect(read(keys, { limits: { columns: 20 } })).rejects.toThrow('rows.jsonl, line 21: the objects have more than 20 different keys. ');
  await expect(read(keys, { limits: { cells: 100 } })).rejects.toThrow(/^rows\.jsonl, line \d+: the table has more than 100 cells/);
  await expect(read('{"a":"12345"}\n{"a":"123456"}', { limits: { cell: 5 } })).rejects.toThrow('rows.jsonl, line 2: “a” has more than 5 characters. ');
  await expect(read(`{"a":"${'x'.repeat(100)}`, { limits: { object: 50 } })).rejects.toThrow(
    /^rows\.jsonl, line 1: the object that begins here is longer than 50/,
  );
});

test('what JSON.stringify writes is read back, wherever the pieces are cut', async () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  const rows = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c d', '"', '{', '\\'), value, { minKeys: 1 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), fc.integer({ min: 1, max: 9 }), async (objects, asList, pieceBytes) => {
      const text = asList ? JSON.stringify(objects, null, 1) : objects.map((each) => JSON.stringify(each)).join('\n');
      const names = [...new Set(objects.flatMap((each) => Object.keys(each)))];
      const cell = (each: unknown) => (each === null || each === undefined ? '' : String(each).toWellFormed());
      expect(textsOf(await read(text, { pieceBytes }))).toEqual(Object.fromEntries(names.map((name) => [name, objects.map((each) => cell(each[name]))])));
    }),
    { numRuns: 150 },
  );
});
