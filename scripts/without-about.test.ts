import { expect, test } from 'vitest';
import { emptied } from './without-about.mjs';

test('an about is empty, and nothing else is touched', () => {
  const code = `import { setting } from './setting';
const about = 'kept';
export const a = setting({ kind: whole(1, 2) as Kind, title: 'A', about: 'what A is', default: 1 });
export const B = { 'model.b': setting({ kind: k, title: 'B', hint: 'about: kept', about:
      \`what \${x} is\`, default: follows(a, (n) => n, 'as a') }), c: { about: 'kept' } };
`;
  expect(emptied(code)).toBe(code.replace("'what A is'", "''").replace(/`what [^`]*`/, "''"));
});
