import { expect, test } from 'vitest';
import type { Look } from '../../protocol/insight';
import { look } from '../../runs/inside/look.test-helper';
import type { RunRecord } from '../../runs/record';
import { SUMMARY, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { DomainsView } from './domains/DomainsView';
import { InShort } from './InShort';
import { Moment } from './Moment';
import { MapView } from './map/MapView';

/** What the views show at a moment whose look was a quick one: without map, similarities and every row's H. */

const similarity = (moved: number, mean: number) => ({
  ...look().similarity,
  moved: [0, moved, moved, 0],
  silhouette: { mean, byDomain: [mean, mean] },
});
const quick = (epoch: number): Look => {
  const { map: _, similarity: __, ...rest } = look({ epoch, step: 10 * epoch });
  return rest;
};
const LOOKS: Look[] = [
  look({ epoch: 0, step: 0, similarity: similarity(0.3, 0.11) }),
  quick(1),
  quick(2),
  look({ epoch: 3, step: 30, similarity: similarity(0.6, 0.22), map: { coordinates: Float32Array.of(1, 0, 0, 2, -1, -2), explained: [0.5, 0.3] } }),
  quick(4),
];
const DOMAINS = ['a', 'b'].map((name) => ({ name, rows: 4, positives: 2 }));
const run = (looks = LOOKS): RunRecord => ({
  ...startedRun(),
  data: { ...SUMMARY, domains: DOMAINS },
  looks,
  probes: { rows: Int32Array.of(1, 2, 3), domains: Int32Array.of(0, 0, 1), labels: Uint8Array.of(0, 1, 1), columns: [], paired: 8 },
});
const at = (moment: number) => ({ run: run(), look: LOOKS[moment] as Look, moment, adapter: 0 });
const ELSEWHERE = /This is the nearest moment that has it; the chosen one is after 2 epochs/;

test('the map is that of the nearest moment that has one, and says so', async () => {
  const view = await render(<MapView {...at(2)} />);
  expect(view.text()).toMatch(/After 3 epochs: the two axes carry 80 %/);
  expect(view.text()).toMatch(ELSEWHERE);
  const own = await render(<MapView {...at(3)} />);
  expect(own.text()).toMatch(/After 3 epochs: the two axes carry 80 %/);
  expect(own.text()).not.toContain('nearest moment');
});

test('so are the similarities; lines are drawn through the moments that have them', async () => {
  const view = await render(<DomainsView {...at(2)} />);
  await until(() => view.host.querySelectorAll('svg.recharts-surface').length > 0, 'the lines');
  expect(view.text()).toMatch(/After 3 epochs, by shift of H .*most alike are a and b \(0\.600\)/);
  expect(view.text()).toMatch(/After 3 epochs: mean silhouette 0\.220/);
  expect(view.text().match(new RegExp(ELSEWHERE, 'g'))).toHaveLength(2);
});

test('in short: the latest that was measured; before the first of them since training began, it says so', async () => {
  expect((await render(<InShort run={run()} />)).text()).toMatch(/For a and b, changing only the domain moves H 77 % as far/);
  expect((await render(<InShort run={run(LOOKS.slice(0, 2))} />)).text()).toContain('It has not been measured since training began.');
  expect((await render(<InShort run={run(LOOKS.slice(0, 1))} />)).text()).toContain('Nothing has been learned yet.');
});

test('the slider says how many moments there are, in words for anybody', async () => {
  expect((await render(<Moment looks={LOOKS} moment={2} />)).text()).toMatch(/after 2 epochs.*5 moments of training kept$/);
  expect((await render(<Moment looks={LOOKS.slice(0, 1)} moment={0} />)).text()).toMatch(/before training.*1 moment of training kept$/);
});
