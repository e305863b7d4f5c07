import { expect, test } from 'vitest';
import { distinctNames } from './distinct-names';

test('whatever names are, those of files are safe and none is another’s', () => {
  expect(distinctNames(['home', 'Shop & Co', 'SHOP, co', 'shop-co-2', '域 1'])).toEqual(['home', 'shop-co', 'shop-co-2', 'shop-co-2-2', '域-1']);
  expect(distinctNames(['../../etc/passwd', '..', '', 'C:\\x', 'NUL', 'com1', 'a\0b', 'domain 3'])).toEqual([
    'etc-passwd',
    'domain-2',
    'domain-3',
    'c-x',
    'domain-5',
    'domain-6',
    'a-b',
    'domain-3-2',
  ]);
  // Two ways to write an accent.
  expect(distinctNames(['caf\u00e9', 'cafe\u0301'])).toEqual(['cafe', 'cafe-2']);
  const [long = '', other] = distinctNames(['𝔸域'.repeat(500), `${'x'.repeat(39)} y`]);
  expect(new TextEncoder().encode(long).length).toBeLessThan(200);
  expect(long.isWellFormed()).toBe(true);
  expect(other).toBe('x'.repeat(39));
});
