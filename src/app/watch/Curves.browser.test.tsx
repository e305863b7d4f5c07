import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { EpochRecord } from '../../protocol/result';
import type { RunRecord } from '../../runs/record';
import { epochRecord, progressEvent, SUMMARY, startedRun } from '../../runs/run.test-helper';
import { withEvent } from '../../runs/with-event';
import { render, until } from '../render.test-helper';
import { CurvesFigure } from './CurvesFigure';
import type { Chart } from './series';

/** How often each chart was drawn, by its title. */
const { drawn } = vi.hoisted(() => ({ drawn: new Map<string, number>() }));

vi.mock('./Curve', async (original) => {
  const { Curve } = await original<typeof import('./Curve')>();
  return {
    Curve: (props: Parameters<typeof Curve>[0] & { chart: Chart }) => {
      drawn.set(props.chart.title, (drawn.get(props.chart.title) ?? 0) + 1);
      return <Curve {...props} />;
    },
  };
});

const NAMES = ['home', 'search'];
const data = { ...SUMMARY, domains: NAMES.map((name) => ({ name, rows: 4, positives: 2 })) };
const epoch = (at: number, all: number, home: number, search: number): EpochRecord => {
  const record = epochRecord(at, all);
  const domains = [home, search].map((auc, d) => ({ name: NAMES[d] as string, rows: 4, auc, logLoss: 0.4 }));
  return { ...record, val: { ...record.val, domains } };
};
const trained = (...epochs: EpochRecord[]): RunRecord => ({ ...startedRun(), phase: 'training', data, epochs });
const counts = () => Object.fromEntries(drawn);

test('charts are drawn again only when something of their own changes', async () => {
  const figure = (run: RunRecord) => <CurvesFigure run={run} last={20} />;
  const run = trained(epoch(1, 0.6, 0.6, 0.6), epoch(2, 0.7, 0.7, 0.7));
  const { host, again } = await render(figure(run));
  await until(() => host.querySelectorAll('svg.recharts-surface').length === 3, 'the curves');
  drawn.clear();

  // What is told most often: how far it is, and what the loss is.
  await again(figure(withEvent(run, progressEvent('model', 2.5, 0.6))));
  await again(figure(structuredClone(run)));
  expect(counts()).toEqual({});

  // A range that is shared, and an axis, stay as they are.
  await again(figure(trained(epoch(1, 0.6, 0.6, 0.6), epoch(2, 0.7, 0.69, 0.7))));
  await until(() => drawn.has('home'), 'its turn');
  expect(counts()).toEqual({ home: 1 });

  await again(figure(trained(epoch(1, 0.6, 0.6, 0.6), epoch(2, 0.7, 0.69, 0.7), epoch(3, 0.7, 0.7, 0.7))));
  await until(() => drawn.has('search'), 'the turn of all');
  expect(counts()).toEqual({ 'All rows': 1, home: 2, search: 1 });
});

test('a pointer that moves within a chart draws no other one', async () => {
  const { host } = await render(<CurvesFigure run={trained(epoch(1, 0.6, 0.6, 0.6), epoch(2, 0.7, 0.7, 0.7), epoch(3, 0.65, 0.7, 0.7))} last={3} />);
  await until(() => host.querySelectorAll('svg.recharts-surface').length === 3, 'the curves');
  const box = host.querySelectorAll<HTMLElement>('.recharts-wrapper')[1] as HTMLElement;
  await userEvent.hover(box, { position: { x: 60, y: 40 } });
  await until(() => host.textContent?.includes('Epoch 1: All rows'), 'the first epoch’s reading');
  drawn.clear();
  await userEvent.hover(box, { position: { x: box.offsetWidth - 20, y: 40 } });
  await until(() => host.textContent?.includes('Epoch 3: All rows'), 'the last epoch’s reading');
  expect(Object.keys(counts()).filter((title) => title !== 'home')).toEqual([]);
});

test('ticks are whole epochs and round values; in 640 px stand two columns', async () => {
  const { host } = await render(<CurvesFigure run={trained(epoch(1, 0.5412, 0.6, 0.6), epoch(2, 0.7134, 0.7, 0.7))} last={12} />, {}, 640);
  const ticksOf = (axis: string) =>
    [...(host.querySelector(`.recharts-${axis}Axis-tick-labels`)?.querySelectorAll('text') ?? [])].map((each) => each.textContent);
  await until(() => ticksOf('x').length > 0 && ticksOf('y').length > 0, 'the axes');
  expect(ticksOf('x')).toEqual(['1', '5', '10']);
  // The best possible AUC, 0.9, is in the picture too.
  expect(ticksOf('y')).toEqual(['0.5', '0.6', '0.7', '0.8', '0.9']);
  const curves = host.querySelector<HTMLElement>('[aria-label^="Validation AUC by epoch"]') as HTMLElement;
  expect(getComputedStyle(curves).gridTemplateColumns.split(' ')).toHaveLength(2);
});

test('the key stands where no line of its chart passes, from the first epoch on', async () => {
  const boxOf = (element: Element) => element.getBoundingClientRect();
  for (const aucs of [[0.6], [0.6, 0.7, 0.72], [0.7, 0.8, 0.85, 0.86]]) {
    const { host } = await render(<CurvesFigure run={trained(...aucs.map((auc, i) => epoch(i + 1, auc, auc, auc)))} last={40} />, {}, 640);
    const key = await until(() => host.querySelector('[data-key] rect'), 'the key');
    const { top, bottom } = boxOf(key);
    const [dotted] = [...host.querySelectorAll('.recharts-reference-line-line')].map(boxOf);
    // The best possible, 0.9, lies across the whole chart.
    expect(dotted && (dotted.bottom < top || dotted.top > bottom)).toBe(true);
  }
});

test('of many domains three charts stand side by side', async () => {
  const many = { ...trained(), data: { ...SUMMARY, domains: Array.from({ length: 12 }, (_, i) => ({ name: `site ${i}`, rows: 4, positives: 2 })) } };
  const { host } = await render(<CurvesFigure run={many} last={12} />, {}, 640);
  const curves = host.querySelector<HTMLElement>('[aria-label^="Validation AUC by epoch"]') as HTMLElement;
  expect(getComputedStyle(curves).gridTemplateColumns.split(' ')).toHaveLength(3);
});
