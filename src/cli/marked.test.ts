import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MARKED_TABLES, withMarked } from './marked';

const tables = Object.entries(MARKED_TABLES);

describe('the tables of the documents', () => {
  it.each(tables)('has the marks of "%s", with a table between them', (name, document) => {
    const text = readFileSync(document, 'utf8');
    const written = withMarked(text, name, 'THE TABLE');
    expect(written).toContain(`<!-- ${name} -->\nTHE TABLE\n<!-- end -->`);
    expect(text.split(`<!-- ${name} -->`)[1]?.split('<!-- end -->')[0]).toMatch(/\| --- \|/);
  });

  it.each([...new Set(Object.values(MARKED_TABLES))])('%s has no mark that no command writes to', (document) => {
    const marks = [...readFileSync(document, 'utf8').matchAll(/<!-- (.*?) -->/g)].map(([, name]) => name).filter((name) => name !== 'end');
    expect(marks.toSorted()).toEqual(tables.flatMap(([name, its]) => (its === document ? [name] : [])).toSorted());
  });
});

describe('withMarked', () => {
  const marked = (text: string) => `before\n<!-- npm run bench -->\n${text}\n<!-- end -->\nafter`;

  it('replaces what stands between the marks and nothing else', () => {
    expect(withMarked(marked('old'), 'npm run bench', 'new $& text')).toBe(marked('new $& text'));
  });

  it.each([
    ['no mark', 'before\n<!-- end -->'],
    ['no end', 'before\n<!-- npm run bench -->\nold'],
    ['two marks', marked('old') + marked('old')],
    ['a mark of another table before the end', '<!-- npm run bench -->\n<!-- npm run verify: demos -->\n<!-- end -->'],
  ])('refuses a document with %s', (_, document) => {
    expect(() => withMarked(document, 'npm run bench', 'new')).toThrow('must hold "<!-- npm run bench -->" once');
  });
});
