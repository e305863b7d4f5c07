import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LONG_TESTS } from './tests';

const SRC = join(import.meta.dirname, '..', '..');

test('each test that leaves something to npm run verify is run there', () => {
  const leaving = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.test\.tsx?$/.test(name) && /\bFULL\b.*from '.*\/full\.test-helper'/.test(readFileSync(join(SRC, name), 'utf8')));
  expect(leaving.length).toBeGreaterThan(20);
  const filters = LONG_TESTS.flatMap(({ project, filters: names }) => (project === 'e2e' ? [] : names));
  expect(leaving.filter((name) => !filters.some((filter) => name.includes(filter)))).toEqual([]);
  // Of those in a browser all are.
  expect(LONG_TESTS.find(({ project }) => project === 'e2e')?.filters).toEqual([]);
});
