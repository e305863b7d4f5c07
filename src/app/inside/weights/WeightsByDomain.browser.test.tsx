import { expect, test } from 'vitest';
import type { Look } from '../../../protocol/insight';
import { look } from '../../../runs/inside/look.test-helper';
import { SUMMARY, startedRun } from '../../../runs/run.test-helper';
import { render } from '../../render.test-helper';
import { WeightsByDomain } from './WeightsByDomain';

const FACTORS = {
  width: 4,
  bottleneck: 2,
  k: 2,
  u1: Float32Array.of(1, 0, 0, 1, 1, 1, 0, 0),
  v1: Float32Array.of(1, 0, 0, 1),
  u2: Float32Array.of(1, 0, 0, 1),
  v2: Float32Array.of(1, 0, 0, 1, 1, 1, 0, 0),
};
const lookOf = (count: number, step: number, spread: number): Look =>
  look({
    step,
    epoch: step,
    bottleneck: 2,
    factors: [FACTORS],
    domains: Array.from({ length: count }, (_, d) => ({ rows: 3, h: Float32Array.of(1, 1, 1, 1 + spread * d * d) })),
  });
const runOf = (count: number, looks: Look[]) => ({
  ...startedRun(),
  phase: 'training' as const,
  data: { ...SUMMARY, domains: Array.from({ length: count }, (_, d) => ({ name: `domain ${d + 1}`, rows: 4, positives: 2 })) },
  looks,
});

test.each([640, 358])('2 to 12 domains fit into %d px, one map each', async (width) => {
  for (const count of [2, 3, 7, 12]) {
    const { host } = await render(<WeightsByDomain />, { run: runOf(count, [lookOf(count, 1, 1)]) }, width);
    const maps = [...host.querySelectorAll('canvas')].map((each) => each.getBoundingClientRect());
    expect(maps).toHaveLength(count);
    for (const map of maps) {
      expect(map.width, `${count} domains`).toBeGreaterThanOrEqual(72);
      expect(map.right).toBeLessThanOrEqual(host.getBoundingClientRect().right + 0.5);
      expect(Math.abs(map.width - map.height), 'square').toBeLessThan(1);
    }
  }
});

test('nothing moves while a run goes on: as tall before training as later, whichever weights are shown', async () => {
  const early = lookOf(3, 0, 0);
  const { host, change, does } = await render(<WeightsByDomain />, { run: runOf(3, [early]) }, 640);
  const height = () => host.offsetHeight;
  const before = height();
  expect(host.textContent).toContain('Before training nothing differs yet: every domain gets the same.');
  await change({ run: runOf(3, [early, lookOf(3, 1, 1)]) });
  expect(host.textContent).toMatch(/The mean W_down of a domain’s rows differs between domains by \d+ % of its size: most for domain 3\./);
  expect(height()).toBe(before);
  const choice = host.querySelector('select') as HTMLSelectElement;
  await does(() => {
    choice.value = 'H';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(host.textContent).toContain('The mean H of a domain’s rows differs between domains');
  expect(height()).toBe(before);
});

test('a cell is read out below all maps', async () => {
  const { host, does, text } = await render(<WeightsByDomain />, { run: runOf(2, [lookOf(2, 1, 1)]) }, 640);
  const map = host.querySelectorAll('canvas')[1] as HTMLCanvasElement;
  await does(() => map.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true })));
  expect(text()).toContain('domain 2, row 1, column 1: 0');
});

test('without a look, or without adapters, there is nothing to show', async () => {
  expect((await render(<WeightsByDomain />)).text()).toBe('');
});
