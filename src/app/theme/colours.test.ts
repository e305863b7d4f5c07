import { describe, expect, test } from 'vitest';
import { DOMAIN_COLOURS, domainColour, domainDash, domainShape } from './colours';
import { apart, coloursOf, contrast, SIGHTS } from './seen.test-helper';

/** Distances in OKLab, where 0.02 is about the smallest difference that is seen side by side. */
const APART = { light: { anyone: 0.06, firstFour: 0.075 }, dark: { anyone: 0.08, firstFour: 0.075 } };
/** Of a domain's colour from the ends of the diverging map; and of its two ends from each other. */
const FROM_MAP = 0.11;
const ACROSS_MAP = 0.15;

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const colours = coloursOf(theme);
  const colourOf = (domain: number) => colours[/^var\(--(.*)\)$/.exec(domainColour(domain))?.[1] ?? ''] as string;
  const domains = Array.from({ length: DOMAIN_COLOURS }, (_, d) => d);

  test.each(SIGHTS)('%s: every two of the twelve are told apart', (sight) => {
    const least = { anyone: 1, firstFour: 1 };
    for (const a of domains) {
      for (const b of domains.slice(0, a)) {
        const distance = apart(colourOf(a), colourOf(b), sight);
        least[a < 4 ? 'firstFour' : 'anyone'] = Math.min(least[a < 4 ? 'firstFour' : 'anyone'], distance);
      }
    }
    expect(least.anyone).toBeGreaterThan(APART[theme].anyone);
    expect(least.firstFour).toBeGreaterThan(APART[theme].firstFour);
  });

  test('each stands out on the panel', () => {
    for (const d of domains) expect(contrast(colourOf(d), colours.panel as string), colourOf(d)).toBeGreaterThanOrEqual(3);
  });

  test.each(SIGHTS)('%s: below zero is told from above', (sight) => {
    expect(apart(colours.below as string, colours.above as string, sight)).toBeGreaterThan(ACROSS_MAP);
  });

  test('none is a colour of the diverging map', () => {
    for (const end of ['below', 'above']) {
      for (const d of domains) expect(apart(colourOf(d), colours[end] as string, 'all cones'), `${colourOf(d)} and ${end}`).toBeGreaterThan(FROM_MAP);
    }
  });
});

test('beyond twelve the colours repeat, with another dash and another shape', () => {
  const looks = Array.from({ length: 4 * DOMAIN_COLOURS }, (_, d) => ({ colour: domainColour(d), dash: domainDash(d), shape: domainShape(d) }));
  expect(new Set(looks.slice(0, 12).map(({ colour }) => colour)).size).toBe(12);
  expect(new Set(looks.slice(0, 12).map(({ dash }) => dash))).toEqual(new Set(['']));
  expect(looks[12]?.colour).toBe(looks[0]?.colour);
  expect(new Set(looks.map(({ colour, dash }) => colour + dash)).size).toBe(looks.length);
  expect(new Set(looks.map(({ colour, shape }) => `${colour} ${shape}`)).size).toBe(looks.length);
});
