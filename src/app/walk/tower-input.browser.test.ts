import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BACKBONE_INFO } from '../../config/backbones';
import type { Backbone } from '../../config/settings/names';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { shaken } from '../../insight/walk/subject.test-helper';
import { Walker } from '../../insight/walk/walker';
import type { Walk } from '../../protocol/walk';
import { sentenceOf } from './sentences';
import { towerFormula, towerInputOf } from './tower-input';
import { walkedLook } from './walk.test-helper';

/** What begins each backbone's sentence, and its formula of layer 2, where layer 1 has an adapter too. */
const SAID: Record<Backbone, [string, string]> = {
  mlp: ['the tower reads the same', 'layer 1(x)'],
  dcn: ['the tower reads the same', 'layer 1(x)'],
  'wide-deep': ['the dense values go to the wide part', 'layer 1(x without its dense values)'],
  'shared-bottom': ['the shared bottom reads the same', 'layer 1(shared bottom(x))'],
  mmoe: ['the experts read the same', 'layer 1(mixed experts(x))'],
  ple: ['the experts read the same', 'layer 1(mixed experts(x))'],
  epnet: ['a gate scales', 'layer 1(scaled(x))'],
  ppnet: ['those of no ids', 'layer 1(x without ids)'],
  pepnet: ['a gate scales', 'layer 1(scaled(x))'],
  m3oe: ['the experts read what is made of', 'layer 1(fused experts(x))'],
  star: ['are normalised with the domain’s own statistics', 'layer 1(normalised(x))'],
  'sar-net': ['the domain scales and shifts', 'layer 1(mixed experts(x))'],
  adasparse: ['weighed or pruned by a pruner', 'layer 1(pruned(x))'],
  'adapt-dhm': ['the tower reads the same', 'layer 1(x)'],
  m2m: ['the shared bottom reads the same', 'layer 1(shared bottom(x))'],
};

/** The parameter whose side is what the first layer reads, where it has a name of its own. */
const FIRST: Partial<Record<Backbone, string>> = {
  star: 'star.0.shared.weight',
  'adapt-dhm': 'cluster.0.shared.weight',
  // Its weights are no parameter: what reads as much is the bottom's last norm.
  m2m: 'bottom.1.gamma',
};

describe('what the tower reads', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine('wasm');
  });
  afterAll(() => engine.stop());

  test.each(Object.keys(SAID) as Backbone[])('%s: what the walk says is what the model’s first layer takes', async (backbone) => {
    const { subject, model } = shaken(engine, { backbone, adapters: [1, 2] });
    const walker = new Walker(subject, new Map(), 3);
    const [walk] = (await walker.walk()) as [Walk];
    walker.dispose();
    const first = FIRST[backbone] ?? `${BACKBONE_INFO[backbone].towers === 'per-domain' ? 'tower' : 'deep'}.0.weight`;
    const inputs = model.parameters.shapeOf(first).at(first.endsWith('gamma') ? 2 : 1);
    const { width, clause } = towerInputOf(walk);
    expect(width).toBe(inputs);
    expect(clause).toContain(`${inputs}`);
    const [said, formula] = SAID[backbone];
    const sentence = sentenceOf('tower', { look: walkedLook(), walk }, [], 0);
    expect(sentence).toBe(`Meanwhile ${clause}. Its layer 1 puts out z, ${walk.layers[0]?.z.length} numbers.`);
    expect(sentence).toContain(said);
    expect([1, 2, 3].map((layer) => towerFormula(walk, layer))).toEqual([formula, `layer 2(${formula} + what its adapter adds)`, `layer 3(… ${formula})`]);
  });

  test('PPNet’s public code: the tower reads all numbers, in another order', async () => {
    const { subject, model } = shaken(engine, { backbone: 'ppnet', follows: 'public-code', adapters: [2] });
    const walker = new Walker(subject, new Map(), 3);
    const [walk] = (await walker.walk()) as [Walk];
    walker.dispose();
    expect(towerInputOf(walk)).toMatchObject({ width: model.parameters.shapeOf('tower.0.weight')[1], symbol: 'x' });
    expect(towerInputOf(walk).clause).toContain('the ids first');
  });

  test('STAR’s public code: the input is normalised by all rows', async () => {
    const { subject, model } = shaken(engine, { backbone: 'star', follows: 'public-code', adapters: [2] });
    const walker = new Walker(subject, new Map(), 3);
    const [walk] = (await walker.walk()) as [Walk];
    walker.dispose();
    expect(towerInputOf(walk)).toMatchObject({ width: model.parameters.shapeOf('star.0.shared.weight')[1], symbol: 'normalised(x)' });
    expect(towerInputOf(walk).clause).toContain('the statistics of all rows of the batch');
  });

  test('PLE of several levels, and Wide & Deep without dense fields', async () => {
    const { subject, model } = shaken(engine, { backbone: 'ple', levels: 2, adapters: [2] });
    const walker = new Walker(subject, new Map(), 3);
    const [walk] = (await walker.walk()) as [Walk];
    walker.dispose();
    expect(towerInputOf(walk).width).toBe(model.parameters.shapeOf('tower.0.weight')[1]);
    expect(towerFormula(walk, 2)).toBe('layer 2(layer 1(mixed experts(x)))');
    const fields = walk.fields.filter(({ kind }) => kind !== 'dense');
    expect(towerInputOf({ fields, below: [], beside: [] }).clause).toBe(
      `the tower reads the same ${fields.flatMap(({ numbers }) => [...numbers]).length} numbers`,
    );
    expect(() => towerInputOf({ fields, below: [{ name: 'a new part', values: new Float32Array(2) }], beside: [] })).toThrow('a new part');
  });
});
