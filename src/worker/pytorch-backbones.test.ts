import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { BACKBONES } from '../config/run-config';
import { makeDemo } from '../data';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { pytorchProject } from '../exports/pytorch/project';
import { FULL } from '../lib/full.test-helper';
import { onnxError } from './onnx-of-project.test-helper';
import { python, run } from './python-forks.test-helper';
import { lossesOf, together, trainedParts, unpacked } from './pytorch-project.test-helper';

/** Every backbone trains in two processes as in one, and in mixed precision, and is written as ONNX. It takes minutes: with FULL=1 only. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  engine = await startCpu('a test');
});

const { table, roles } = makeDemo('conflict', { rows: 500 });

describe.skipIf(!python || !FULL)('PyTorch (skipped without FULL=1, and where no interpreter imports torch)', () => {
  test.each(BACKBONES)('%s takes the steps of one process in two, and steps in bfloat16, and predicts the same as ONNX', async (backbone) => {
    const { parts } = await trainedParts(engine, table, roles, {
      data: { source: { demo: 'conflict', rows: 500 } },
      model: {
        ...{ backbone, layers: [6, 4], adapters: [1, 2], embedding: 3, bottom: [5], experts: 2, hyper: [4], k: 2, bottleneck: 3 },
        // Without dropout nothing is drawn; with centres that move little no row's cluster hangs on rounding.
        ...{ dropout: 0, hyperDropout: 0, clusterMomentum: 0.999 },
      },
      train: { batch: 80, epochs: 1, learningRate: 0.01, baseline: false },
    });
    const folder = unpacked(pytorchProject(parts));
    try {
      expect(await onnxError(folder)).toBeLessThan(1e-6);
      // It goes on from the page's weights, so that what is kept beside the parameters has moved before.
      const args = ['train.py', '--epochs', '1', '--log-every', '1'];
      const one = await run(folder, [...args, '--out', 'one']);
      expect(one.status, one.text).toBe(0);
      const losses = lossesOf(one.text);
      expect(losses.length).toBeGreaterThan(3);
      const two = await together(folder, () => [...args, '--out', 'two']);
      for (const { status, text } of two) expect(status, text).toBe(0);
      const ofTwo = lossesOf(two[0].text);
      expect(ofTwo.length).toBe(losses.length);
      for (const [i, loss] of ofTwo.entries()) expect(loss).toBeCloseTo(losses[i] as number, i === 0 ? 6 : 3);
      const same = `
import torch
from model import read_tensors
one, two = read_tensors("one/weights.safetensors"), read_tensors("two/weights.safetensors")
assert set(one) == set(two)
for name in ("center", "alpha"):
    if name in one:
        assert torch.allclose(one[name], two[name], rtol=1e-4, atol=1e-6), name
        assert not torch.equal(one[name], read_tensors("weights.safetensors")[name]), name`;
      const kept = await run(folder, ['-c', same]);
      expect(kept.status, kept.text).toBe(0);
      const short = await run(folder, [...args, '--bfloat16', '--out', 'short']);
      expect(short.status, short.text).toBe(0);
      const shortLosses = lossesOf(short.text);
      expect(shortLosses).not.toEqual(losses);
      expect(Math.abs((shortLosses[0] as number) - (losses[0] as number))).toBeLessThan(0.02);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
