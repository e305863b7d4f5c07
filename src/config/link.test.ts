import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeRunConfig } from './complete';
import { fromLink, toLink } from './link';
import { overlay } from './overlay';
import { PRESETS } from './presets';
import {
  ADAPTER_INITS,
  ADAPTER_KINDS,
  BACKBONES,
  BATCH_KINDS,
  DOMAIN_NORM_EVALUATION,
  DOMAIN_NORM_TRAINING,
  FIDELITIES,
  OPTIMISERS,
  type Roles,
  type RunConfig,
  type RunConfigInput,
  SCHEDULES,
  TOWER_ROWS,
} from './run-config';

const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'channel' }, sparse: ['user_id', 'item_id'], dense: ['price'] };
const BASE = completeRunConfig({}, ROLES);

/** What a person sees who opens the link. */
const opened = (link: string): RunConfig => completeRunConfig(fromLink(link).input, ROLES);

test('the default is an empty link', () => {
  expect(toLink(BASE, BASE)).toBe('');
  expect(fromLink('')).toEqual({ input: {}, notes: [] });
});

test('keys are readable, and only what differs is there', () => {
  const config = completeRunConfig({ data: { source: { demo: 'many' } }, model: { k: 30 }, seed: 7, train: { baseline: false } }, ROLES);
  expect(toLink(config, BASE)).toBe('demo=many&k=30&baseline=false&seed=7');
  const age = completeRunConfig({ data: { domain: { column: 'age', groups: ['< 25', '25..34', { name: 'older', values: '>= 35' }] } } }, ROLES);
  expect(toLink(age, BASE)).toBe('domain=age&groups=%3C+25,25..34,older:%3E%3D+35');
});

test('what fills the adapters goes through a link, and HAMUR is not said', () => {
  const of = (adapterKind: (typeof ADAPTER_KINDS)[number]) => toLink(completeRunConfig({ model: { adapterKind } }, ROLES), BASE);
  expect(ADAPTER_KINDS.map(of)).toEqual(['', 'adapterKind=per-domain', 'adapterKind=bias', 'adapterKind=domain-only', 'adapterKind=low-rank']);
  for (const kind of ADAPTER_KINDS) expect(opened(of(kind)).model.adapterKind).toBe(kind);
});

test('a preset goes through a link unharmed', () => {
  for (const { config } of PRESETS) {
    const full = completeRunConfig(overlay({ data: { source: { file: 'ml-100k.csv.gz' } } }, config), ROLES);
    const link = toLink(full, BASE);
    expect(opened(link)).toEqual(full);
    expect(link.length).toBeLessThan(600);
  }
});

const name = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom('a', 'Z', '_', ' ', ',', ':', '\\', '&', '=', '#', '%', '+', '|', '"', 'é', '漢', '🙂'),
});
const widths = fc.array(fc.integer({ min: 1, max: 512 }), { minLength: 1, maxLength: 5 });
const distinct = (of: fc.Arbitrary<string>, most: number) => fc.uniqueArray(of, { minLength: 1, maxLength: most });
const field = fc.oneof(
  name,
  fc.record({ name, column: name }),
  fc.record({ column: name, take: fc.constantFrom('first' as const, 'mean' as const, 'sum' as const), separator: name }),
  fc.record({ column: name, embedding: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ name, column: name, separator: name }),
);
const inputs: fc.Arbitrary<RunConfigInput> = fc.record(
  {
    data: fc.record(
      {
        source: fc.oneof(
          fc.record({ demo: name, rows: fc.integer({ min: 100, max: 9999 }), seed: fc.nat() }),
          fc.record({ file: name, hash: name }),
          fc.record({ file: name }),
          fc.record({
            files: fc.uniqueArray(fc.record({ name, part: name, key: name }, { requiredKeys: ['name'] }), { minLength: 1, selector: (each) => each.name }),
          }),
        ),
        label: fc.oneof(
          fc.record({ column: fc.constant('label') }),
          fc.record({ column: fc.constant('label'), positive: fc.constantFrom('> 3', '1, 2', '= yes') }),
        ),
        domain: fc.oneof(
          fc.record({ column: fc.constant('domain') }),
          fc.record({
            column: fc.constant('domain'),
            groups: fc.uniqueArray(fc.constantFrom('< 25', '25..34', { name: 'a:b,c', values: '>= 35' }), { minLength: 1 }),
          }),
        ),
        sparse: fc.uniqueArray(field, {
          minLength: 1,
          maxLength: 4,
          selector: (each) => (typeof each === 'string' ? each : ('name' in each && each.name) || each.column),
        }),
        dense: distinct(name, 3),
        fitOn: fc.constantFrom('train' as const, 'all' as const),
      },
      { requiredKeys: [] },
    ),
    split: fc.oneof(
      fc.constant({ ratios: [0.7, 0.2, 0.1] as [number, number, number] }),
      fc.record({ ratios: fc.constant([0.7, 0.2, 0.1] as [number, number, number]), seed: fc.nat() }),
      fc.record({ timeColumn: name }),
      fc.record({ timeColumn: name, ratios: fc.constant([0.6, 0.2, 0.2] as [number, number, number]) }),
      fc.record({ column: name, train: fc.constant('< 3'), test: fc.constant('9') }, { requiredKeys: ['column'] }),
      fc.record({ rowsFile: name }),
    ),
    model: widths.chain((layers) =>
      fc.record(
        {
          layers: fc.constant(layers),
          adapters: fc.subarray(layers.map((_, i) => i + 1)),
          hyper: fc.array(fc.integer({ min: 1, max: 64 }), { maxLength: 3 }),
          k: fc.integer({ min: 1, max: 64 }),
          bottleneck: fc.integer({ min: 1, max: 64 }),
          embedding: fc.integer({ min: 1, max: 64 }),
          fidelity: fc.constantFrom(...FIDELITIES),
          backbone: fc.constantFrom(...BACKBONES),
          cross: fc.integer({ min: 1, max: 16 }),
          bottom: widths,
          experts: fc.integer({ min: 1, max: 9 }),
          ownExperts: fc.integer({ min: 1, max: 9 }),
          levels: fc.integer({ min: 1, max: 4 }),
          dropout: fc.oneof(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.constant(layers.map((_, l) => l / 10))),
          adapterInit: fc.constantFrom(...ADAPTER_INITS),
          domainNormTraining: fc.constantFrom(...DOMAIN_NORM_TRAINING),
          domainNormEvaluation: fc.constantFrom(...DOMAIN_NORM_EVALUATION),
          towerRows: fc.constantFrom(...TOWER_ROWS),
        },
        { requiredKeys: ['layers'] },
      ),
    ),
    train: fc.record(
      {
        batch: fc.integer({ min: 2, max: 9999 }),
        learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
        weightDecay: fc.double({ min: 0, max: 1, noNaN: true }),
        embeddingDecay: fc.double({ min: 0, max: 1, noNaN: true }),
        optimiser: fc.constantFrom(...OPTIMISERS),
        momentum: fc.double({ min: 0, max: 0.99, noNaN: true }),
        clip: fc.double({ min: 0, max: 10, noNaN: true }),
        schedule: fc.constantFrom(...SCHEDULES),
        warmUp: fc.double({ min: 0, max: 0.9, noNaN: true }),
        stepEvery: fc.integer({ min: 1, max: 99 }),
        stepFactor: fc.double({ min: 0, max: 1, noNaN: true }),
        positiveWeight: fc.oneof(fc.constant('balanced' as const), fc.double({ min: 0.001, max: 9, noNaN: true })),
        domainWeights: fc.oneof(
          fc.constantFrom('none' as const, 'balanced' as const),
          fc.array(fc.double({ min: 0.001, max: 9, noNaN: true }), { minLength: 1, maxLength: 4 }),
        ),
        batches: fc.constantFrom(...BATCH_KINDS),
        epochs: fc.integer({ min: 1, max: 99 }),
        patience: fc.integer({ min: 1, max: 99 }),
        baseline: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    engine: fc.constantFrom('auto' as const, 'webgpu' as const, 'wasm' as const, 'cpu' as const),
    seed: fc.nat(),
  },
  { requiredKeys: [] },
);

test('any configuration that is valid comes back from its link, whatever its texts hold', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const full = completeRunConfig(input, ROLES);
      const link = toLink(full, BASE);
      expect(fromLink(link).notes).toEqual([]);
      expect(opened(link)).toEqual(full);
      // As an address has it: one more encoding and decoding by the browser leaves it as it is.
      const address = new URL('https://example.org/playground');
      address.hash = link;
      expect(opened(address.hash)).toEqual(full);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('no text makes it throw, and what it says is valid', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc
          .array(
            fc
              .tuple(fc.constantFrom('k', 'layers', 'split', 'sparse', 'domain', 'groups', 'demo', 'seed', '__proto__'), fc.string())
              .map((pair) => pair.join('=')),
            { maxLength: 6 },
          )
          .map((parts) => parts.join('&')),
      ),
      (text) => {
        const { input } = fromLink(text);
        expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
        expect(fromLink(toLink(overlay(BASE, input), BASE)).notes).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);

describe('what cannot be used is ignored and named', () => {
  test.each([
    ['colour=red', '“colour” in the link is not a setting, so it was ignored.'],
    ['k=many', '“k=many” in the link was ignored: must be a whole number from 1 to 256.'],
    ['k=0&seed=3', '“k=0” in the link was ignored: must be a whole number from 1 to 256, not 0.'],
    ['k=%E0%A4%A', '“k=%E0%A4%A” in the link cannot be read and was ignored.'],
    ['positive=>+3', '“positive=> 3” in the link was ignored: the link names no label.'],
    ['demo=a&file=b', '“demo=a”, “file=b” in the link was ignored: a link may name a demo, a file, several files or an address, but only one of these.'],
    ['splitTime=t&splitColumn=c', '“splitTime=t”, “splitColumn=c” in the link was ignored: a link may name only one way to split.'],
    ['splitRows=r&splitColumn=c', '“splitColumn=c”, “splitRows=r” in the link was ignored: a link may name only one way to split.'],
    ['splitRows=r&split=0.8,0.1,0.1', '“split=0.8,0.1,0.1”, “splitRows=r” in the link was ignored: a link may name only one way to split.'],
    ['splitSeed=3', '“splitSeed=3” in the link was ignored: the link names no shares, such as split=0.8,0.1,0.1.'],
    ['hash=abc', '“hash=abc” in the link was ignored: the link names neither a demo nor a file.'],
    ['groups=<+25', '“groups=< 25” in the link was ignored: the link names no domain.'],
    ['positiveWeight=equal', '“positiveWeight=equal” in the link was ignored: must be "balanced" or a number from 0.001 to 1000, not "equal".'],
    ['dropout=much', '“dropout=much” in the link was ignored: must be a number from 0 to 0.95, or a list of such numbers, one a layer.'],
    ['domainWeights=1,x', '“domainWeights=1,x” in the link was ignored: must be a number from 0.001 to 1000.'],
  ])('%s', (link, note) => {
    const { input, notes } = fromLink(link);
    expect(notes).toEqual([note]);
    expect(input).toEqual(link.includes('seed=3') ? { seed: 3 } : {});
  });

  test('a key that does not go with the others; these count', () => {
    expect(fromLink('splitTime=t&splitSeed=3')).toEqual({
      input: { split: { timeColumn: 't' } },
      notes: ['“splitSeed=3” in the link was ignored: it does not go with “splitTime”.'],
    });
    expect(fromLink('demo=many&hash=abc').input).toEqual({ data: { source: { demo: 'many' } } });
    expect(fromLink('splitTime=t&split=0.6,0.2,0.2')).toEqual({ input: { split: { timeColumn: 't', ratios: [0.6, 0.2, 0.2] } }, notes: [] });
  });

  test('of very many parts that are none, some are named and the others counted', () => {
    const { notes } = fromLink(`seed=3${'&a=b'.repeat(1000)}`);
    expect(notes).toHaveLength(13);
    expect(notes.at(-1)).toBe('988 more parts of the link were ignored.');
  });

  test('a link longer than any configuration', () => {
    expect(fromLink(`k=${'1'.repeat(600_000)}`)).toEqual({ input: {}, notes: ['The link is longer than 500000 characters, so it was not read.'] });
  });
});
