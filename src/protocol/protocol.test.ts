import { expect, test } from 'vitest';

test('the protocol holds types and constants alone', () => {
  const modules = import.meta.glob<Record<string, unknown>>('./!(*.test).ts', { eager: true });
  expect(Object.keys(modules).length).toBeGreaterThan(5);
  const exported = Object.entries(modules).flatMap(([file, module]) => Object.entries(module).map(([name, value]) => ({ file, name, type: typeof value })));
  expect(exported.length).toBeGreaterThan(0);
  expect(exported.filter(({ type }) => type === 'function')).toEqual([]);
});
