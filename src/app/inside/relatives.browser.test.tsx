import { expect, test } from 'vitest';
import { madeOf } from '../../config/adapter-kinds';
import { ADAPTER_KINDS, type AdapterKind } from '../../config/run-config';
import type { Look } from '../../protocol/insight';
import { look } from '../../runs/inside/look.test-helper';
import { SUMMARY, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import type { ViewName } from '../store/views';
import { Views } from '../views/Views';
import { WeightsByDomain } from './weights/WeightsByDomain';

const [WIDTH, R, K, D] = [4, 2, 2, 3];
const floats = (n: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i + 1));

/** What a run with adapters of a kind is seen to be, in three domains. */
function lookOf(kind: AdapterKind): Look {
  const made = madeOf({ adapterKind: kind, k: K }, D);
  const [own, bias] = [kind === 'per-domain', kind === 'bias'];
  const rowsOfU = own ? [0, 0] : bias ? [1, 1] : [WIDTH, R];
  const free = (own || bias) && { down: floats((own ? D : 1) * WIDTH * R), up: floats((own ? D : 1) * R * WIDTH) };
  const factors = {
    width: WIDTH,
    bottleneck: R,
    k: K,
    u1: floats((rowsOfU[0] as number) * K),
    v1: floats(own ? 0 : K * R),
    u2: floats((rowsOfU[1] as number) * K),
    v2: floats(own ? 0 : K * WIDTH),
    ...free,
  };
  const h = (d: number) => (own ? Float32Array.from({ length: D }, (_, i) => Number(i === d)) : floats(made).map((value) => value * (d + 1)));
  const spectrum = Array.from({ length: D }, () => Float32Array.of(2, 1));
  const { map, similarity, ...rest } = look({
    bottleneck: R,
    adapters: [{ layer: 2, width: WIDTH }],
    factors: [factors],
    domains: Array.from({ length: D }, (_, d) => ({ rows: 3, h: h(d) })),
    rows: [],
    spectra: { h: made === K * K ? spectrum : spectrum.map(() => new Float32Array()), adapters: [{ down: spectrum, up: spectrum }] },
    use: [{ size: [0.1, 0.1, 0.1], saturated: [0, 0, 0], dead: 0, still: 0 }],
  });
  return { ...rest, ...(made === K * K && { map, similarity }), ...(kind !== 'hamur' && { adapterKind: kind }) };
}

function runOf(kind: AdapterKind) {
  const run = startedRun();
  const domains = Array.from({ length: D }, (_, d) => ({ name: `domain ${d + 1}`, rows: 4, positives: 2 }));
  const config = { ...run.config, model: { ...run.config.model, adapterKind: kind } };
  return { ...run, config, phase: 'training' as const, data: { ...SUMMARY, domains }, looks: [lookOf(kind)] };
}

test.each(ADAPTER_KINDS)('%s: each view shows what there is, and says what there is not', async (kind) => {
  const run = runOf(kind);
  const generates = kind !== 'per-domain' && kind !== 'low-rank';
  for (const view of ['weights', 'map', 'domains', 'rank', 'matters'] satisfies ViewName[]) {
    const { host, text } = await render(<Views />, { run, view }, 900);
    if (kind !== 'hamur') await until(() => host.querySelector('.note, [class*="note"]') !== null, `the note of ${view}`);
    const blank = !generates && (view === 'map' || view === 'domains');
    if (blank) expect(text()).toMatch(/There is no hyper-network and no H/);
    else if (view === 'weights' || view === 'rank') await until(() => host.querySelector('figure, canvas, svg') !== null, view);
    expect(host.querySelector('[role="alert"]')?.textContent ?? '').toBe('');
    if (view === 'weights') {
      const names = [...host.querySelectorAll('section[aria-label] h4')].map((each) => each.textContent);
      await until(() => host.querySelectorAll('canvas').length > 0, 'maps');
      expect(names).toEqual(['W_down', 'W_up', ...(kind === 'bias' ? ['b_down', 'b_up'] : []), ...(generates ? ['H'] : [])]);
    }
    if (view === 'rank') {
      const options = [...(host.querySelector('select')?.options ?? [])].map(({ textContent }) => textContent);
      expect(options).toEqual(['W_down', 'W_up', ...(generates ? ['H'] : [])]);
    }
  }
});

test.each([
  ['hamur', ['W_down', 'W_up', 'H'], 3],
  ['per-domain', ['W_down', 'W_up'], 3],
  ['bias', ['b_down', 'b_up', 'H'], 3],
  ['domain-only', ['W_down', 'W_up', 'H'], 3],
  ['low-rank', [], 2],
] as const)('%s: what differs between domains is shown beside the curves', async (kind, choices, maps) => {
  const { host, text } = await render(<WeightsByDomain />, { run: runOf(kind) }, 640);
  await until(() => host.querySelectorAll('canvas').length > 0, 'maps');
  expect([...(host.querySelector('select')?.options ?? [])].map(({ textContent }) => textContent)).toEqual(choices);
  expect(host.querySelectorAll('canvas')).toHaveLength(maps);
  if (kind === 'low-rank') expect(text()).toContain('The same weights for every domain');
});
