import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MARKED_TABLES, MEASUREMENTS, withMarked } from './marked';

const measurements = readFileSync(MEASUREMENTS, 'utf8');

describe('the tables of docs/measurements.md', () => {
  it.each(MARKED_TABLES)('has the marks of "%s", with a table between them', (name) => {
    const written = withMarked(measurements, name, 'THE TABLE');
    expect(written).toContain(`<!-- ${name} -->\nTHE TABLE\n<!-- end -->`);
    expect(measurements.split(`<!-- ${name} -->`)[1]?.split('<!-- end -->')[0]).toMatch(/\| --- \|/);
  });

  it('has no mark that no command writes to', () => {
    const marks = [...measurements.matchAll(/<!-- (.*?) -->/g)].map(([, name]) => name).filter((name) => name !== 'end');
    expect(marks.toSorted()).toEqual(MARKED_TABLES.toSorted());
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
    ['a mark of another table before the end', '<!-- npm run bench -->\n<!-- npm run verify: demo -->\n<!-- end -->'],
  ])('refuses a document with %s', (_, document) => {
    expect(() => withMarked(document, 'npm run bench', 'new')).toThrow('must hold "<!-- npm run bench -->" once');
  });
});
