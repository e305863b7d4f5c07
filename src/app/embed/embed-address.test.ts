import { expect, test } from 'vitest';
import { readAddress } from '../address';
import { embedOf, embedSnippet, lookFor, readEmbed, wholeOf } from './embed-address';

test('a link with one view of it says which, and leads back to the whole', () => {
  const link = 'demo=many&k=4&view=map&result=a_-9';
  const embedded = embedOf(link, 'walk', 'dark');
  expect(embedded).toBe(`${link}&embed=1&show=walk&theme=dark`);
  expect(readEmbed(`#${embedded}`)).toEqual({ show: 'walk', notes: [] });
  expect(readAddress(`#${embedded}`)).toEqual(readAddress(`#${link}`));
  expect(wholeOf(`#${embedded}`)).toBe(link);
  expect(embedOf('', 'tour', 'system')).toBe('embed=1&show=tour');
});

test('an unknown view or theme falls back and is named', () => {
  expect(readEmbed('#embed=1')).toEqual({ show: 'weights', notes: [] });
  const { show, notes } = readEmbed('#embed=1&show=__proto__&theme=<b>');
  expect(show).toBe('weights');
  expect(notes).toEqual([
    '“show=__proto__” in the link was ignored: must be one of headline, curves, weights, walk, tour.',
    '“theme=<b>” in the link was ignored: must be light or dark.',
  ]);
});

test('a result is left aside where a view looks into the model, which no link holds', () => {
  expect(lookFor('curves', 'moment=3&result=a')).toBe('moment=3&result=a');
  expect(lookFor('weights', 'moment=3&result=a')).toBe('moment=3');
  expect([lookFor('walk', 'result=a'), lookFor('walk', undefined)]).toEqual([undefined, undefined]);
});

test('nothing in a link ends the attribute that it stands in', () => {
  const snippet = embedSnippet('https://example.org/#file="><script>&embed=1', 'curves');
  expect(snippet).toMatch(/^<iframe src="https:\/\/example.org\/#file=&quot;&gt;&lt;script&gt;&amp;embed=1" title="[^"<>]+" [^<>]*><\/iframe>$/);
  expect(snippet).toContain('loading="lazy"');
});
