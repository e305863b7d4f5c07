import { expect, test } from 'vitest';
import { withoutWords } from './documentation.mjs';

test('what is said for the documentation alone is left out, and nothing else', () => {
  expect(withoutWords("const a = { title: 'A', about: 'what it is', hint: 'x' }, b = { about: `more` };")).toBe(
    'const a = { title: \'A\', about: "", hint: \'x\' }, b = { about: "" };',
  );
  for (const code of [
    'const about = "x";',
    'const a = { about };',
    'const a = { about: said };',
    'const a = { about: `x` + b };',
    'const a = { "x": "about" };',
  ])
    expect(withoutWords(code)).toBe(code);
});
