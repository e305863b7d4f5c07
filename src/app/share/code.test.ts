import { expect, test } from 'vitest';
import { codeOf, codeSvg } from './code';

/** The dark modules that a path draws, a line of them as text. */
function drawn({ size, path }: ReturnType<typeof codeOf>): string[] {
  const rows = Array.from({ length: size }, () => Array<string>(size).fill('.'));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(run); i++) (rows[Number(y)] as string[])[Number(x) + i] = '#';
  return rows.map((row) => row.join(''));
}

test('a code has its three finders within a quiet zone of four modules, and grows with its text', () => {
  const code = codeOf('https://example.org/#k=4');
  const rows = drawn(code);
  const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  const at = (x: number, y: number) => rows.slice(y, y + 7).map((row) => row.slice(x, x + 7));
  const far = code.size - 4 - 7;
  expect([at(4, 4), at(far, 4), at(4, far)]).toEqual([finder, finder, finder]);
  expect([...rows.slice(0, 4), ...rows.slice(-4)].join('')).not.toContain('#');
  expect(codeOf('x'.repeat(1000)).size).toBe(105 + 8);
  expect(codeSvg(code)).toContain(code.path);
  expect(() => codeOf('x'.repeat(3000))).toThrow();
});
