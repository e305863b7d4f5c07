import { beforeAll, expect, test, vi } from 'vitest';
import { snapshotOfExperiment } from '../../runs/snapshot/experiment';
import { EXPERIMENT, PAGE } from '../../runs/snapshot/experiment.test-helper';
import { settingsMark } from '../../runs/snapshot/mark';
import { snapshotOfRun } from '../../runs/snapshot/of-run';
import { trainedRun } from '../../runs/snapshot/run.test-helper';
import { packed } from '../../runs/snapshot/text';
import { pageInNode } from '../page-in-node.test-helper';
import { arrived } from './arrived';

const DAY = '2026-11-27';
let page: Awaited<ReturnType<typeof pageInNode>>;
beforeAll(async () => {
  vi.stubGlobal('location', new URL('https://example.org/'));
  page = await pageInNode();
}, 120_000);

/** The page on which a result has arrived, with the usual settings. */
function withResult(snapshot: Parameters<typeof packed>[0]) {
  const { store, draw } = page.opened();
  store.getState().readLink('');
  const came = { link: '', look: `result=${packed(snapshot)}` };
  store.setState({ came });
  arrived(store, '', came);
  return { store, draw };
}

/** A comparison of so many contestants over so many seeds. */
function comparison(contestants: number, seeds: number) {
  const sent = snapshotOfExperiment(EXPERIMENT, PAGE, settingsMark(''), DAY, false);
  return {
    ...sent,
    contestants: Array.from({ length: contestants }, (_, i) => ({ name: `c${i}`, settings: '' })),
    reference: 0,
    outcomes: Array.from({ length: contestants * seeds }, (_, i) => ({
      ...(sent.outcomes[0] as (typeof sent.outcomes)[number]),
      of: i % contestants,
      seed: Math.floor(i / contestants),
    })),
  };
}

test('answers that take long are worked out only where they are asked for', () => {
  expect(withResult(comparison(2, 4)).draw()).toContain('sign-flip p');
  const long = withResult(comparison(50, 40)).draw();
  expect(long).toContain('Work out the answers');
  expect(long).not.toContain('sign-flip p');
});

test('a run is said to stand below only while it does, and is trained again only with its own settings', () => {
  const { store, draw } = withResult(snapshotOfRun(trainedRun(), settingsMark(''), DAY, false));
  const button = () => /<button[^>]*>Re-train to confirm/.exec(draw())?.[0];
  // Its region comes first, and then its words, so that they are read out.
  expect(draw()).toContain('<div role="status"></div>');
  expect(draw()).toContain('below show it until you train');
  expect(button()).not.toContain('The settings on the page are others');
  store.getState().set({ seed: 9 });
  expect(draw()).not.toContain('below show it until you train');
  expect(draw()).toContain('of other settings than those that are on the page now');
  expect(button()).toMatch(/disabled.*The settings on the page are others/);
});

test('what was left out is named', () => {
  const snapshot = { ...snapshotOfRun(trainedRun(), settingsMark(''), DAY, false), leftOut: ['adapters by domain' as const] };
  expect(withResult(snapshot).draw()).toContain('Left out: what the adapters do by domain');
});
