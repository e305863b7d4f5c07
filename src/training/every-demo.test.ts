import { env } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { DEMOS } from '../config/demos';
import { BACKBONES } from '../config/run-config';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { FULL } from '../lib/full.test-helper';
import { demoRun, SMALL, trainToEnd } from './test-helpers';

/**
 * Every backbone with HAMUR learns something of every demo: two hundred rows, two epochs. All pairs take a quarter of a minute, so that but
 * for `npm run verify` each backbone trains on one demo, and each demo trains three backbones.
 */
const TRIED = BACKBONES.flatMap((backbone, i) => DEMOS.filter((_, d) => FULL || d === i % DEMOS.length).map(({ name }) => [backbone, name] as const));

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

test.each(TRIED)('%s trains on %s', async (backbone, demo) => {
  const run = demoRun({
    ...SMALL,
    data: { source: { demo, rows: 200 } },
    model: { ...SMALL.model, backbone, bottom: [6], experts: 2, extraction: [6, 6] },
    train: { batch: 80, epochs: 2, learningRate: 0.02, baseline: false },
  });
  const before = engine.allocated().tensors;
  const { records, result, states } = await trainToEnd(engine, run);
  expect(records.map(({ variant, record }) => [variant, record.epoch])).toEqual([
    ['model', 1],
    ['model', 2],
  ]);
  const [first, second] = records.map(({ record }) => record.trainLoss) as [number, number];
  expect(second).toBeLessThan(first);
  // Of chance.
  expect(second).toBeLessThan(Math.log(2) + 0.05);
  const { domains, logLoss } = result.test;
  expect(domains.map(({ name }) => name)).toEqual(run.data.domains.map(({ name }) => name));
  expect(logLoss).toBeGreaterThan(0);
  expect(states.get('model')?.parameters.every(Number.isFinite)).toBe(true);
  expect(engine.allocated().tensors).toBe(before);
});
