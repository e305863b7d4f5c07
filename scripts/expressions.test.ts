import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkExpressions } from './expressions.mjs';

const root = join(import.meta.dirname, '..');

function checked(lines: string[], name = 'a.ts') {
  const folder = mkdtempSync(join(tmpdir(), 'hamur-expressions-'));
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'src', 'deep', name), lines.map((line, i) => `export const a${i} = ${line};`).join('\n'));
  const result = checkExpressions(folder, ['src']);
  rmSync(folder, { recursive: true });
  return result;
}

test('no regular expression of the code takes more than linear time', () => {
  const { looked, problems } = checkExpressions(root, ['src', 'scripts', 'bench', 'e2e']);
  expect(problems).toEqual([]);
  expect(looked).toBeGreaterThan(40);
}, 120_000);

test.each([
  ['that stood in the reader of ranges', String.raw`/^([-+]?(?:\d+\.?\d*|\.\d+))\s*\.\.\s*(\d+)$/`, 'backtracks more than linearly'],
  ['that stood in the writer of links', '/(?<=:.*):+$/', 'backtracks more than linearly'],
  ['that stood in the check of sizes', String.raw`/(?:^|;)import\b[^'"]*?['"](\w+)['"]/g`, 'begins anywhere'],
  ['that trims', '/^-+|-+$/g', 'backtracks more than linearly'],
  ['that is exponential', '/^(a+)+$/', 'backtracks exponentially'],
  ['that begins at every line', String.raw`/^x*\.js$/m`, 'begins anywhere'],
  ['that is put together', 'new RegExp("^a" + location.hash)', 'puts an expression together'],
  ['that is handed over as text', 'RegExp("^(a+)+$")', 'backtracks exponentially'],
])('an expression %s is caught', (_, expression, problem) => {
  const { problems } = checked(['1', expression]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
  expect(problems[0]).toContain(`${join('src', 'deep', 'a.ts')}:2 `);
  expect(checked([expression], 'a.tsx').problems).toHaveLength(1);
});

test('linear ones pass, and tests may have any', () => {
  const fine = [
    String.raw`/^\s*\d+$/`,
    String.raw`/[\s,]+/`,
    String.raw`/\\(.)/gs`,
    '/^(aria-.*|data-.*)$/',
    String.raw`/a(?:b|c\d+)/`,
    'new RegExp("^a+$")',
    '8 / 2 / 2',
  ];
  expect(checked(fine)).toEqual({ looked: 6, problems: [] });
  expect(checked(['/^(a+)+$/'], 'a.test.ts')).toEqual({ looked: 0, problems: [] });
});
