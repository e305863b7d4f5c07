import { expect, test } from 'vitest';
import { DEFAULT_MODEL } from '../../config/complete';
import { BACKBONES, type ModelConfig } from '../../config/run-config';
import { Model } from '../../model/model';
import { describeSketch, type Group, sketch } from './sketch';

const DOMAINS = ['home', 'search', 'video'];
const SHAPE = { fields: [{ name: 'a', rows: 4, width: 2 }], dense: 1, domains: 3 };
const model = (change: Partial<ModelConfig>): ModelConfig => ({ ...DEFAULT_MODEL, layers: [6, 5], bottom: [8, 7], experts: 2, levels: 2, ...change });
const BOXES =
  /^(tower|deep|bottom|expert|(own|domain|task)-expert|level\.\d+\.(own|shared)|cross)\.\d+\.weight$|^wide\.weight$|^(star|auxiliary)\.[01](\.own)?\.weight$|^extraction\.(own|block|skip)\.weight$|^cluster\.[01]\.own\.weight$|^pruner\.\d+\.weight$|^meta-tower\.\d+\.gamma$/;
const groupsOf = (config: ModelConfig): Group[] => sketch(config, DOMAINS, 1, true).flatMap((floor) => ('groups' in floor ? floor.groups : []));

test.each(BACKBONES)('%s: every layer that the model would put an adapter behind has a switch, and only those', (backbone) => {
  const config = model({ backbone, adapters: [1, 2] });
  const switches = groupsOf(config).flatMap(({ layers }) =>
    layers.flatMap(({ adaptable, label }) => (adaptable ? [{ layer: adaptable, width: Number(label) }] : [])),
  );
  const adapters = new Model(SHAPE, config).adapters.map(({ layer, width }) => ({ layer, width }));
  expect(switches).toEqual(adapters);
});

test.each(BACKBONES)('%s: as many towers, experts and layers are drawn as the model has', (backbone) => {
  const config = model({ backbone });
  const { entries } = new Model(SHAPE, { ...config, adapters: [] }).parameters;
  // A weight matrix of each group and layer; heads, gates and STAR's own factors are not boxes.
  const maps = entries.filter(({ name }) => BOXES.test(name));
  const matrices = maps.reduce((sum, { shape }) => sum + (shape[0] as number), 0);
  const boxes = groupsOf(config).reduce((sum, { columns, layers }) => sum + columns.length * layers.length, 0);
  expect(boxes).toBe(matrices);
});

test.each(BACKBONES)('%s, pooled and separate: one model is drawn as it is for one domain, or one for each domain', (backbone) => {
  const { entries } = new Model({ ...SHAPE, domains: 1 }, model({ backbone, adapters: [] })).parameters;
  const matrices = entries.filter(({ name }) => BOXES.test(name)).reduce((sum, { shape }) => sum + (shape[0] as number), 0);
  const boxes = (config: ModelConfig) => groupsOf(config).reduce((sum, { columns, layers }) => sum + columns.length * layers.length, 0);
  const [pooled, separate] = [model({ backbone, sharing: 'pooled' }), model({ backbone, sharing: 'separate', adapters: [] })];
  expect(boxes(pooled)).toBe(matrices);
  expect(boxes(separate)).toBe(DOMAINS.length * matrices);
  expect(groupsOf(separate).flatMap(({ layers }) => layers.filter(({ adaptable }) => adaptable))).toEqual([]);
  expect(groupsOf(pooled).flatMap(({ columns }) => columns.filter(({ domain }) => domain !== undefined))).toEqual([]);
  for (const { columns } of groupsOf(separate)) expect(new Set(columns.map(({ domain }) => domain)).size).toBe(DOMAINS.length);
  const said = (config: ModelConfig) => JSON.stringify([sketch(config, DOMAINS, 1, true), describeSketch(config, DOMAINS, true)]);
  expect(said(pooled)).not.toMatch(/per domain|own domain|all domains/);
});

test('Wide & Deep without dense fields has no wide part, and says so', () => {
  const floors = sketch(model({ backbone: 'wide-deep' }), DOMAINS, 0, true);
  expect(floors).toMatchObject([{ groups: [{ title: 'deep: embeddings' }] }, { between: 'deep logit; without dense fields there is no wide part' }]);
});

test.each(BACKBONES)('%s: where the domain is no input nothing is drawn to read it', (backbone) => {
  const config = model({ backbone });
  const said = (reads: boolean) => JSON.stringify([sketch(config, DOMAINS, 1, reads), describeSketch(config, DOMAINS, reads)]);
  const [read, unread] = [said(true), said(false)];
  // The generated weights of M2M have an embedding of the domain of their own.
  if (backbone !== 'm2m') expect(unread).not.toMatch(/reads? the domain|domain’s embedding|domain is one input/);
  expect(unread === read).toBe(!['epnet', 'pepnet', 'adasparse', 'adapt-dhm'].includes(backbone));
});

test('a norm in the gates is told, of one domain too', () => {
  const said = (config: ModelConfig) => sketch(config, DOMAINS, 1, true).flatMap((floor) => ('between' in floor ? [floor.between] : []));
  expect(said(model({ backbone: 'mmoe' }))).toContain('a gate per domain mixes the experts for every row');
  expect(said(model({ backbone: 'mmoe', gateNorm: true }))).toContain('a gate per domain mixes the experts for every row, with a norm before its softmax');
  expect(said(model({ backbone: 'ple', gateNorm: true, sharing: 'pooled' }))).toContain(
    'a gate mixes all experts for every row, with a norm before its softmax',
  );
});

test('STAR of the public code is drawn with its norms, of one domain too', () => {
  const said = (change: Partial<ModelConfig>) => {
    const config = model({ backbone: 'star', follows: 'public-code', ...change });
    return JSON.stringify([sketch(config, DOMAINS, 1, true), describeSketch(config, DOMAINS, true)]);
  };
  expect(said({})).toContain('an input normalised by all rows');
  expect(said({})).not.toContain('normalised per domain');
  expect(said({ sharing: 'pooled' })).not.toMatch(/per domain|own domain|all domains/);
  expect(said({ follows: 'paper' })).toContain('normalised per domain');
});

test('the drawing in a sentence', () => {
  expect(describeSketch(model({ backbone: 'mmoe', adapters: [] }), DOMAINS, true)).toBe(
    'MMoE: All domains share the experts. Each domain has a gate that mixes them for every row, and a tower on top. Each expert has layers of width 8, 7. ' +
      '3 towers with layers of width 6, 5. No adapters, so no hyper-network.',
  );
});

test.each([
  ['hamur', /A shared hyper-network generates their weights through a matrix H/],
  ['per-domain', /Each domain has weights of its own for them, and there is no hyper-network\.$/],
  ['bias', /Their weights are shared, and a shared hyper-network generates a bias/],
  ['domain-only', /which reads the domain alone/],
  ['low-rank', /rank \d+ at most, shared by all rows, and there is no hyper-network\.$/],
] as const)('adapters of the kind %s are told', (adapterKind, said) => {
  expect(describeSketch(model({ adapterKind }), DOMAINS, true)).toMatch(said);
});
