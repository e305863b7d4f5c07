import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { timeProject } from '../../bench/pytorch/run.mjs';
import { benchedModel } from '../bench/suite';
import { FULL } from '../lib/full.test-helper';
import { python } from '../worker/python-forks.test-helper';
import { benchedProject } from './benched-project';

test.skipIf(!python || !FULL)(
  'the project of a model is timed without rows or weights (skipped without FULL=1, and without torch)',
  () => {
    const model = benchedModel('adapt-dhm', true);
    const { folder, remove } = benchedProject({ ...model, train: { ...model.train, batch: 64 } });
    try {
      const { rowsPerSecond, threads, batch } = timeProject({ python: python as string, chosen: { environment: {} } }, folder, { threads: 1, seconds: 0.01 });
      expect({ threads, batch }).toEqual({ threads: 1, batch: 64 });
      expect(rowsPerSecond).toBeGreaterThan(0);
      expect(() => timeProject({ python: python as string, chosen: { environment: {} } }, `${folder}-not`, { threads: 1, seconds: 0.01 })).toThrow(
        /PyTorch, .*-not on 1 threads/,
      );
    } finally {
      remove();
    }
    expect(existsSync(folder)).toBe(false);
  },
  60_000,
);
