import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [join('docs', name)] : [])),
];

test('every link between the documents leads to a file', () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s#]+)/g)]
      .map(([, to]) => ({ page, to: to as string }))
      .filter(({ to }) => !/^[a-z]+:/.test(to)),
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ page, to }) => !existsSync(join(root, dirname(page), to)))).toEqual([]);
});

test('every file that the architecture names is there', () => {
  const text = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  const named = [
    ...text.matchAll(/`((?:app|cli|config|data|engine|exports|headless|insight|measures|model|offline|protocol|runs|wire|worker)\/[\w./-]*\w)`/g),
  ].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(join(root, 'src', path)) && !existsSync(join(root, 'src', `${path}.ts`)))).toEqual([]);
});

test('the README can be read in five minutes', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(120);
});
