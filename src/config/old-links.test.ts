import { describe, expect, test } from 'vitest';
import { fromLink } from './link';
import oldLinks from './old-links.json';

/** Links as earlier versions wrote them, and what they said: both stay for ever. Whoever changes the form of a link adds one here. */
describe('a link of every form there was says what it said', () => {
  test.each(oldLinks.map(({ since, link, input }) => [since, link, input] as const))('%s %s', (_, link, input) => {
    expect(fromLink(link)).toEqual({ input, notes: [] });
  });
});
