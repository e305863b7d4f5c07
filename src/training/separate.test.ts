import { env } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { completeRunConfig, domainColumns } from '../config/complete';
import { BACKBONES, type Backbone, type RunConfig, type RunConfigInput } from '../config/run-config';
import { encode, makeDemo } from '../data';
import type { RowNumbers } from '../data/split/row-numbers';
import type { EncodedData, Table } from '../data/types';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { fromBytes, toBytes } from '../lib/array-bytes';
import { FULL } from '../lib/full.test-helper';
import type { EpochRecord, ModelResult } from '../protocol/result';
import type { TrainerState } from './checkpoint/state';
import { countsOf } from './counts';
import { partsOf } from './separate';
import { Trainer } from './trainer';

/** Pooled and separate: what a model may learn from. The rows are a demo's, a few hundred of them; the split is written out. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

const ROWS = 400;
const { table, roles } = makeDemo('conflict', { rows: ROWS });
/** Of every ten rows seven train, one validates and two test. */
const PARTS = Array.from({ length: ROWS }, (_, row) => (row % 10 < 7 ? 'train' : row % 10 < 8 ? 'val' : 'test'));
const splitOf = (rows: readonly number[]): RowNumbers => {
  const part = (name: string) => Int32Array.from(rows.keys()).filter((i) => PARTS[rows[i] as number] === name);
  return { name: 'split.json', train: part('train'), val: part('val'), test: part('test') };
};
const PART_NAMES = ['train', 'val', 'test'] as const;
const ALL = Array.from({ length: ROWS }, (_, row) => row);

const configOf = (input: RunConfigInput): RunConfig =>
  completeRunConfig(
    {
      ...input,
      data: { ...input.data },
      split: { rowsFile: 'split.json' },
      model: { backbone: 'mlp', layers: [6, 4], adapters: [], embedding: 3, bottom: [5], experts: 2, hyper: [4], k: 2, bottleneck: 3, ...input.model },
      train: { batch: 64, epochs: 2, learningRate: 0.01, ...input.train },
    },
    roles,
  );

interface Trained {
  /** By domain, where there is a model for each; else of the one model. */
  weights: Record<string, { shape: number[]; data: Float32Array }>;
  result: ModelResult;
  records: Omit<EpochRecord, 'seconds'>[];
  /** Of each part, by the weights at the end. */
  predicted: Record<(typeof PART_NAMES)[number], Float32Array>;
}

class CutOff extends Error {}

/** @param cut steps and epochs after which it is cut off; then what was kept is thrown away but for the state */
async function train(
  data: EncodedData,
  config: RunConfig,
  from?: TrainerState,
  cut?: { after: number; keep: (state: TrainerState) => void },
): Promise<Trained> {
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {} }, from);
  const records: Trained['records'] = [];
  let result: ModelResult | undefined;
  let moment = 0;
  try {
    await trainer.run({
      step: () => {},
      between: async () => {},
      epoch: (_, { seconds: __, ...record }) => records.push(record),
      settled: async () => {
        if (moment++ !== cut?.after) return;
        cut.keep(fromBytes(toBytes(await trainer.state())) as TrainerState);
        throw new CutOff();
      },
      evaluating: () => {},
      finished: (_, ended) => {
        result = ended;
      },
      compared: () => {},
    });
    const of = (part: (typeof PART_NAMES)[number]) => trainer.model.predict(part, async () => {});
    const predicted = { train: await of('train'), val: await of('val'), test: await of('test') };
    expect(predicted.test).toEqual(trainer.model.predictions);
    return { weights: (await trainer.model.weights()).dict, result: result as ModelResult, records, predicted };
  } finally {
    trainer.dispose();
  }
}

/** The rows of a table, in their order. */
const rowsOf = (of: Table, rows: readonly number[]): Table => ({
  ...of,
  rows: rows.length,
  columns: of.columns.map((column) => ({ ...column, codes: Int32Array.from(rows, (row) => column.codes[row] as number) })),
  ...(of.trueLogits && { trueLogits: Float64Array.from(rows, (row) => (of.trueLogits as Float64Array)[row] as number) }),
});
const ofDomain = (data: EncodedData, d: number) => ALL.filter((row) => data.domainIds[data.sourceRows.indexOf(row)] === d);
const namesOf = ({ weights }: Trained, prefix: string) => Object.keys(weights).filter((name) => name.startsWith(prefix));

/** `npm run verify` tries all of them. */
const SOME: readonly Backbone[] = FULL ? BACKBONES : ['dcn', 'ple', 'star'];

describe('separate', () => {
  test.each(FULL ? BACKBONES : BACKBONES.filter((_, i) => i % 2 === 0))('%s: of one domain it is the plain run, to the bit', async (backbone) => {
    const input: RunConfigInput = { data: { domain: { rows: 'all' } }, model: { backbone } };
    const [plain, separate] = [configOf(input), configOf({ ...input, model: { backbone, sharing: 'separate' } })];
    const data = encode(table, plain, splitOf(ALL));
    const [wanted, got] = [await train(data, plain), await train(data, separate)];
    expect(Object.keys(got.weights)).toEqual(Object.keys(wanted.weights).map((name) => `domains.0.${name}`));
    for (const [name, tensor] of Object.entries(wanted.weights)) expect(got.weights[`domains.0.${name}`], name).toEqual(tensor);
    expect(got.records).toEqual(wanted.records);
    expect(got.result.test).toEqual(wanted.result.test);
    expect(got.result).toMatchObject({ parameters: wanted.result.parameters, bestEpoch: wanted.result.bestEpoch, bestEpochs: [wanted.result.bestEpoch] });
  });

  test('of several domains each comes out as a run of its rows alone, with its share of the batch', async () => {
    const config = configOf({ model: { backbone: 'mmoe', sharing: 'separate' }, train: { epochs: 3, batch: 96, weightDecay: 0.01, optimiser: 'sgd' } });
    const data = encode(table, config, splitOf(ALL));
    const together = await train(data, config);
    const batches = partsOf(config, data).map(({ config: { train: own } }) => own.batch);
    const share = data.domains.map((_, d) => data.split.train.filter((position) => data.domainIds[position] === d).length / data.split.train.length);
    expect(batches).toEqual(share.map((each) => Math.max(32, Math.ceil(96 * each - 1e-9))));
    for (const d of data.domains.keys()) {
      const rows = ofDomain(data, d);
      const own = configOf({ model: { backbone: 'mmoe' }, train: { ...config.train, batch: batches[d] as number } });
      const alone = await train(encode(rowsOf(table, rows), own, splitOf(rows)), own);
      for (const part of PART_NAMES)
        expect(
          together.predicted[part].filter((_, i) => data.domainIds[data.split[part][i] as number] === d),
          part,
        ).toEqual(alone.predicted[part]);
      for (const [name, tensor] of Object.entries(alone.weights)) expect(together.weights[`domains.${d}.${name}`], name).toEqual(tensor);
      expect(namesOf(together, `domains.${d}.`)).toHaveLength(Object.keys(alone.weights).length);
      expect(together.result.test.domains[d]).toEqual(alone.result.test.domains[0]);
      expect(together.result.bestEpochs?.[d]).toBe(alone.result.bestEpoch);
    }
  });

  test.each(SOME)('%s: other rows of one domain change no parameter of another', async (backbone) => {
    const config = configOf({ model: { backbone, sharing: 'separate' } });
    const split = splitOf(ALL);
    const data = encode(table, config, split);
    const changed = ofDomain(data, 1);
    const other = (codes: Table['columns'][number]['codes'], size: number) =>
      Int32Array.from(codes, (code, row) => (changed.includes(row) ? (code + 1) % size : code));
    const columns = table.columns.map((column) =>
      domainColumns(roles.domain).includes(column.name) ? column : { ...column, codes: other(column.codes, column.values.length) },
    );
    const [before, after] = [await train(data, config), await train(encode({ ...table, columns }, config, split), config)];
    const differ = (d: number) => namesOf(before, `domains.${d}.`).filter((name) => before.weights[name]?.data.join() !== after.weights[name]?.data.join());
    expect(differ(0)).toEqual([]);
    expect(differ(2)).toEqual([]);
    expect(differ(1).length).toBeGreaterThan(0);
    expect(after.result.test.domains[0]).toEqual(before.result.test.domains[0]);
  });

  test('each stops when its own validation says so, and waits with its best weights; the last to stop ends the run', async () => {
    const config = configOf({ model: { sharing: 'separate' }, train: { epochs: 30, patience: 2, learningRate: 0.03 } });
    const data = encode(table, config, splitOf(ALL));
    const { records, result } = await train(data, config);
    const best = result.bestEpochs as number[];
    expect(new Set(best).size).toBeGreaterThan(1);
    expect(result).toMatchObject({ stopped: 'patience', bestEpoch: Math.max(...best), bestRestored: true });
    expect(records).toHaveLength(Math.max(...best) + 2);
    for (const [d, epoch] of best.entries()) {
      const aucs = records.map(({ val }) => val.domains[d]?.auc as number);
      expect(Math.max(...aucs.slice(0, epoch + 2))).toBe(aucs[epoch - 1]);
      for (const auc of aucs.slice(epoch + 1)) expect(auc).toBe(aucs[epoch - 1]);
    }
    // The last record has the best weights of each.
    expect(result.validation).toEqual(records.at(-1)?.val);
  });

  test('where epochs end it before the patience of all does, validation is still that of the weights that are tested: of each at its best epoch', async () => {
    const config = configOf({ model: { sharing: 'separate' }, train: { epochs: 6, patience: 20, learningRate: 0.05 } });
    const { records, result } = await train(encode(table, config, splitOf(ALL)), config);
    const best = result.bestEpochs as number[];
    expect(new Set(best).size).toBeGreaterThan(1);
    expect(result).toMatchObject({ stopped: 'epochs', testedEpoch: Math.max(...best) });
    expect(result.validation?.domains).toEqual(best.map((epoch, d) => records[epoch - 1]?.val.domains[d]));
    expect(records[Math.max(...best) - 1]?.val.domains).not.toEqual(result.validation?.domains);
  });

  test('cut off anywhere, it goes on to the same end', async () => {
    const config = configOf({ model: { sharing: 'separate' }, train: { epochs: 8, patience: 2, learningRate: 0.03 } });
    const data = encode(table, config, splitOf(ALL));
    const whole = await train(data, config);
    const { tensors } = engine.allocated();
    for (const after of [0, 3, 7, 20, 31]) {
      let kept: TrainerState | undefined;
      const cutOff = train(data, config, undefined, {
        after,
        keep: (state) => {
          kept = state;
        },
      });
      await expect(cutOff, `${after}`).rejects.toThrow(CutOff);
      const { weights, result, records } = await train(data, config, kept);
      expect(weights).toEqual(whole.weights);
      expect(result.test).toEqual(whole.result.test);
      expect(result.bestEpochs).toEqual(whole.result.bestEpochs);
      expect(records).toEqual(whole.records.slice(whole.records.length - records.length));
      expect(engine.allocated().tensors).toBe(tensors);
    }
  });

  test('vocabularies, and so parameters, are those of the domain’s own training rows', () => {
    const config = configOf({ model: { sharing: 'separate' } });
    const data = encode(table, config, splitOf(ALL));
    const user = (own: EncodedData) => own.sparse.find(({ name }) => name.startsWith('user'))?.vocabulary.length as number;
    for (const [d, { data: own }] of partsOf(config, data).entries()) {
      expect(own.rows).toBe(data.domains[d]?.rows);
      expect(user(own)).toBeLessThan(user(data));
    }
    const total = partsOf(config, data).reduce((sum, { model }) => sum + model.parameters.count, 0);
    expect(countsOf(config, data)).toMatchObject({ total, backbone: { parameters: total } });
  });
});

describe('pooled', () => {
  test.each(SOME)('%s: whose domain the training rows are changes no weight', async (backbone) => {
    const config = configOf({
      model: { backbone, sharing: 'pooled', adapters: [2], towerRows: backbone === 'ple' ? 'own' : 'all' },
      train: { baseline: false },
    });
    const data = encode(table, config, splitOf(ALL));
    const { train: rows } = data.split;
    const domainIds = data.domainIds.slice();
    for (const [i, row] of rows.entries()) domainIds[row] = data.domainIds[rows[(i * 7 + 3) % rows.length] as number] as number;
    const sparse = data.sparse.map((field) => (field.ids === data.domainIds ? { ...field, ids: domainIds } : field));
    const [before, after] = [await train(data, config), await train({ ...data, domainIds, sparse }, config)];
    expect(domainIds).not.toEqual(data.domainIds);
    expect(after.weights).toEqual(before.weights);
    expect(after.result.test).toEqual(before.result.test);
    // Metrics stay per domain.
    expect(after.result.test.domains).toHaveLength(data.domains.length);
    expect(Object.keys(after.weights).some((name) => name.includes('domain_indicator'))).toBe(false);
  });
});
