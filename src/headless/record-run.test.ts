import { expect, test } from 'vitest';
import type { Walk } from '../protocol/walk';
import { emptyLook } from '../runs/look.test-helper';
import { historyOf } from './record-run';

const look = (epoch: number, final = false) =>
  emptyLook(epoch, {
    final,
    spectra: { h: [], adapters: [{ down: [Float32Array.of(2, 2)], up: [Float32Array.of(1, 0)] }] },
    use: [{ size: [], saturated: [0.5], dead: 0.25, still: 0 }],
  });

test('the run from the authors’ start is its ranks at each look, and what the followed rows went through at the start and at the end', () => {
  const walk = (row: number) => [{ row } as Walk];
  const looks = [look(0), look(1), look(1, true)].map((each) => ({ ...each, walks: walk(each.epoch) }));
  const history = historyOf(looks);
  expect(history).toMatchObject({ epochs: [0, 1, 1], up: [1, 1, 1], saturated: [0.5, 0.5, 0.5], dead: [0.25, 0.25, 0.25] });
  expect(history.down[2]).toBeCloseTo(2, 9);
  const walked = { k: 1, bottleneck: 1, adapters: [], factors: [] };
  expect(history).toHaveProperty('walks', [
    { ...walked, epoch: 0, final: false, walks: walk(0) },
    { ...walked, epoch: 1, final: true, walks: walk(1) },
  ]);
});

test('looks that follow no row leave that out', () => {
  expect(historyOf([look(0), look(1, true)])).not.toHaveProperty('walks');
});
