import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { Roles, RunConfigInput } from '../../config/run-config';
import { randomStream } from '../../lib/random';
import { encode } from '../encode/encode';
import { tableOf } from '../test-helpers';
import { compareDomains } from './compare-domains';
import { kolmogorovSmirnov, totalVariation } from './distances';
import { overlapOf } from './overlap';
import type { Values } from './values';

/** Rows of several values each, in domains. */
const rowsOf = fc.integer({ min: 1, max: 5 }).chain((domains) =>
  fc.record({
    domains: fc.constant(domains),
    rows: fc.array(fc.record({ domain: fc.nat(domains - 1), values: fc.array(fc.nat(6), { maxLength: 3 }), number: fc.integer({ min: -3, max: 3 }) }), {
      maxLength: 40,
    }),
  }),
);
const valuesOf = (rows: { values: number[] }[]): Values => ({ count: 7, each: (row, visit) => (rows[row] as { values: number[] }).values.forEach(visit) });
const pairs = (n: number) => Array.from({ length: n }, (_, a) => Array.from({ length: n }, (__, b) => [a, b] as const)).flat();

describe('against brute force', () => {
  test('overlap: sets of values, and rows whose value the other has', () => {
    fc.assert(
      fc.property(rowsOf, ({ domains, rows }) => {
        const got = overlapOf(
          'x',
          valuesOf(rows),
          Int32Array.from(rows, ({ domain }) => domain),
          domains,
        );
        const of = (d: number) => rows.filter(({ domain }) => domain === d);
        const set = (d: number) => new Set(of(d).flatMap(({ values }) => values));
        expect(got.distinct).toEqual(Array.from({ length: domains }, (_, d) => set(d).size));
        for (const [a, b] of pairs(domains)) {
          const [x, y] = [set(a), set(b)];
          const all = new Set([...x, ...y]).size;
          expect(got.jaccard[a]?.[b]).toBe(all === 0 ? null : [...x].filter((value) => y.has(value)).length / all);
          const own = of(a).filter(({ values }) => values.length > 0);
          expect(got.shared[a]?.[b]).toBe(own.length === 0 ? null : own.filter(({ values }) => values.some((value) => y.has(value))).length / own.length);
        }
      }),
    );
  });

  test('overlap of 64 domains: the bits of none are lost', () => {
    const rows = Array.from({ length: 64 }, (_, d) => [
      { domain: d, values: [0] },
      { domain: d, values: [1 + (d % 2)] },
    ]).flat();
    const got = overlapOf(
      'x',
      { ...valuesOf(rows), count: 3 },
      Int32Array.from(rows, ({ domain }) => domain),
      64,
    );
    for (const [a, b] of pairs(64)) expect([got.jaccard[a]?.[b], got.shared[a]?.[b]]).toEqual(a % 2 === b % 2 ? [1, 1] : [1 / 3, 0.5]);
  });

  test('total variation: half the sum of the differences of shares', () => {
    fc.assert(
      fc.property(rowsOf, ({ domains, rows }) => {
        const all = Int32Array.from(rows.keys());
        const got = totalVariation(
          valuesOf(rows),
          all,
          Int32Array.from(rows, ({ domain }) => domain),
          domains,
        );
        for (const [a, b] of pairs(domains)) {
          const shares = (d: number) => {
            const own = rows.filter(({ domain }) => domain === d).flatMap(({ values }) => values);
            return Array.from({ length: 7 }, (_, value) => (own.length === 0 ? 0 : own.filter((each) => each === value).length / own.length));
          };
          const [p, q] = [shares(a), shares(b)];
          const sum = p.reduce((so, share, value) => so + Math.abs(share - (q[value] as number)), 0) / 2;
          const empty = [p, q].filter((each) => each.every((share) => share === 0)).length;
          expect(got[a]?.[b]).toBeCloseTo(empty === 1 && a !== b ? 1 : sum, 12);
        }
      }),
    );
  });

  test('Kolmogorov and Smirnov: the largest difference of the shares up to any number', () => {
    fc.assert(
      fc.property(rowsOf, ({ domains, rows }) => {
        const numbers = rows.map(({ number }) => number);
        const got = kolmogorovSmirnov(
          numbers,
          Int32Array.from(rows.keys()),
          Int32Array.from(rows, ({ domain }) => domain),
          domains,
        );
        for (const [a, b] of pairs(domains)) {
          const own = (d: number) => rows.filter(({ domain }) => domain === d).map(({ number }) => number);
          const [x, y] = [own(a), own(b)];
          const upTo = (values: number[], at: number) => values.filter((value) => value <= at).length / values.length;
          const wanted = x.length === 0 || y.length === 0 ? 0 : Math.max(...numbers.map((at) => Math.abs(upTo(x, at) - upTo(y, at))));
          expect(got[a]?.[b]).toBeCloseTo(wanted, 12);
        }
      }),
    );
  });
});

/** A table of 3,000 rows: what each domain's rows are drawn from, the test says. */
function compared(draw: (domain: number, uniform: () => number) => { user: string; price: number; click: number }, input: RunConfigInput = {}, domains = 3) {
  const random = randomStream(7, 'planted');
  const rows = Array.from({ length: 3000 }, (_, i) => ({
    site: domains === 3 ? ('abc'[i % 3] as string) : `s${i % domains}`,
    ...draw(i % domains, () => random.uniform()),
  }));
  const table = tableOf({
    site: rows.map(({ site }) => site),
    user: rows.map(({ user }) => user),
    price: rows.map(({ price }) => price.toFixed(3)),
    click: rows.map(({ click }) => String(click)),
  });
  const roles: Roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['user'], dense: ['price'], group: 'user' };
  const config = completeRunConfig(input, roles);
  return compareDomains(table, encode(table, config), config);
}
const user = (count: number, uniform: () => number, prefix = '') => `${prefix}${Math.floor(count * uniform())}`;

describe('planted truths', () => {
  test('the same in each domain: alike, with no difference beyond chance', () => {
    const got = compared((_, uniform) => ({ user: user(100, uniform), price: uniform(), click: Number(uniform() < 0.3) }));
    expect(got.verdict.kind).toBe('alike');
    for (const { distance, chance } of got.features) expect(Math.abs(distance - chance)).toBeLessThan(0.05);
    expect(got.overlaps[0]?.jaccard[0]?.[1]).toBe(1);
    expect([got.sampled, got.rows, got.leftOut]).toEqual([false, 3000, 0]);
  });

  test('the same in each of 60 domains of 50 rows: alike too', () => {
    const got = compared((_, uniform) => ({ user: user(10, uniform), price: uniform(), click: Number(uniform() < 0.3) }), {}, 60);
    expect(got.verdict.kind).toBe('alike');
    expect(got.features.some(({ sure }) => sure)).toBe(false);
    expect(got.verdict.notes[0]).toMatch(/^“s0”, “s1”, “s10”, “s11”, “s12” and 55 more: fewer than 100 positive/);
  });

  test('another price in one domain: this field, and this pair, with its distance', () => {
    const got = compared((domain, uniform) => ({ user: user(100, uniform), price: uniform() / (domain === 2 ? 2 : 1), click: Number(uniform() < 0.3) }));
    expect(got.verdict).toMatchObject({ kind: 'differ' });
    expect(got.verdict.text).toContain(
      'The domains differ in a field, most of all “price”, and share much: up to 100 % of a domain’s rows have a value of “user”',
    );
    expect(got.features[0]).toMatchObject({ field: 'price', kind: 'dense' });
    expect(got.features[0]?.pair[1]).toBe(2);
    // Half of the one lies above all of the other.
    expect(Math.abs((got.features[0]?.distance as number) - 0.5)).toBeLessThan(0.06);
  });

  test('other rates: they are named, and the interval of each difference holds the truth', () => {
    const rates = [0.1, 0.2, 0.4];
    const got = compared((domain, uniform) => ({ user: user(100, uniform), price: uniform(), click: Number(uniform() < (rates[domain] as number)) }));
    expect(got.verdict.text).toMatch(/^The domains differ in their positive rates \([\d.]+ % to \d+ %\), and share much/);
    for (const [a, b] of pairs(3)) {
      if (a === b) continue;
      const { low, high } = (got.label[a] as { low: number; high: number }[])[b] as { low: number; high: number };
      const truth = (rates[a] as number) - (rates[b] as number);
      expect(low).toBeLessThan(truth);
      expect(high).toBeGreaterThan(truth);
    }
  });

  test('users of their own: nothing is shared', () => {
    const got = compared((domain, uniform) => ({ user: user(100, uniform, 'xyz'[domain]), price: uniform(), click: Number(uniform() < 0.3) }));
    expect(got.verdict.kind).toBe('apart');
    expect(got.verdict.text).toContain('at most 0 % of a domain’s rows have a value of “user” that another domain has too');
    expect(got.features[0]).toMatchObject({ field: 'user', distance: 1 });
  });

  test('one domain, and domains of few rows of a class', () => {
    const draw = (domain: number, uniform: () => number) => ({
      user: user(9, uniform),
      price: uniform(),
      click: Number(uniform() < (domain === 1 ? 0.02 : 0.5)),
    });
    expect(compared(draw, { data: { domain: { rows: 'all' } } }).verdict.kind).toBe('one');
    expect(compared(draw).verdict.notes).toEqual([
      '“b”: fewer than 100 positive or negative rows. What is special there can hardly be learnt, and differences of AUC there are mostly luck.',
    ]);
  });
});
