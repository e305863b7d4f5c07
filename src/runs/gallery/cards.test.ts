import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { DEMOS } from '../../config/demos';
import { fromLink } from '../../config/link';
import { settingsMark } from '../snapshot/mark';
import { unpacked } from '../snapshot/text';
import type { CardOutcome } from './card';
import { CARDS } from './cards';
import outcomes from './outcomes.json';
import results from './results.json';

const OUTCOMES: Partial<Record<string, CardOutcome>> = outcomes as Record<string, CardOutcome>;

test('there are at least ten cards, each with a name and a title of its own', () => {
  expect(CARDS.length).toBeGreaterThanOrEqual(10);
  for (const part of ['name', 'title'] as const) expect(new Set(CARDS.map((card) => card[part])).size).toBe(CARDS.length);
  expect(Object.keys(outcomes)).toEqual(CARDS.map(({ name }) => name));
});

describe.each(CARDS)('$name', (card) => {
  const { link, bring, runs, claim, picture, about, look, question, answer } = card;

  test('has all its texts', () => {
    for (const text of [about, look, question, answer]) expect(text).toMatch(/^\p{Lu}.{20,}[.?!]$/u);
  });

  test('its links, and those of its runs, are read without a note; those to demos make a configuration', () => {
    const links = [link, ...(bring?.url === undefined ? [] : [bring.url]), ...Object.values(runs).filter((run) => !run.startsWith('ml-100k/'))];
    for (const each of links) {
      const { input, notes } = fromLink(each);
      expect(notes).toEqual([]);
      const source = input.data?.source;
      const demo = source && 'demo' in source ? DEMOS.find(({ name }) => name === source.demo) : undefined;
      if (!demo) expect(bring).toBeDefined();
      else expect(() => completeRunConfig(input, demo.roles)).not.toThrow();
    }
  });

  test('its claim speaks of its own runs, bounds each number, and is measured', () => {
    expect(new Set(claim.map(({ says }) => says)).size).toBe(claim.length);
    for (const { of, minus, above, below } of claim) {
      for (const quantity of [of, ...(minus ? [minus] : [])]) expect(Object.keys(runs)).toContain(quantity.run);
      expect(above ?? below).toBeDefined();
      if (above !== undefined && below !== undefined) expect(above).toBeLessThan(below);
    }
    const measured = OUTCOMES[card.name]?.claim ?? [];
    expect(measured).toHaveLength(claim.length);
    expect(measured.map((each) => each?.holds)).toEqual(claim.map(() => true));
  });

  test('nothing is claimed where nothing was trained, and what was trained has a picture', () => {
    expect(claim.length > 0).toBe(Object.keys(runs).length > 0);
    expect(OUTCOMES[card.name]?.picture?.kind === undefined).toBe(picture === undefined);
    expect(picture === undefined).toBe(claim.length === 0);
  });
});

test('what comes with a card is a result of the settings that its link states, and short', () => {
  for (const [name, text] of Object.entries(results)) {
    const card = CARDS.find((each) => each.name === name);
    expect(unpacked(text).settings).toBe(settingsMark(card?.link ?? ''));
    expect(text.length).toBeLessThan(4000);
  }
});

test('what comes with the gallery is small', () => {
  expect(JSON.stringify([outcomes, results]).length).toBeLessThan(40_000);
});
