import { epochText, fixed, signed } from '../../lib/numbers';
import { perDomain } from '../figure/per-domain';
import type { Chart, ChartPoint } from './series';

/** What a chart says at one epoch: `0.781 (+0.010 against 0.771)`. @param digits that its rows carry */
export function valueText({ model, baseline }: Pick<ChartPoint, 'model' | 'baseline'>, digits: number): string {
  if (typeof model !== 'number') return typeof baseline === 'number' ? `n/a (backbone ${fixed(baseline, digits)})` : 'n/a';
  return typeof baseline === 'number'
    ? `${fixed(model, digits)} (${signed(model - baseline, digits)} against ${fixed(baseline, digits)})`
    : fixed(model, digits);
}

/** What the curves say: of the last epoch while a model is trained, and once the run has ended of the epoch whose weights count. */
export function curvesSentence([all, ...domains]: readonly Chart[], metric: string, name: string, ended: boolean): string {
  const last = all?.points.findLast(({ model }) => model !== undefined);
  if (!all || !last) {
    return `The validation rows are measured after each epoch. ${ended ? 'This run has none.' : 'A ring marks the best so far: that with the highest AUC of all rows.'}`;
  }
  const now = `After epoch ${epochText(last.epoch)}${sampled(last)} the validation ${metric} of ${name} is ${valueText(last, all.places)}`;
  const { ringed } = all;
  const value = all.points.find(({ epoch }) => epoch === ringed?.epoch)?.model;
  if (!ringed && domains.some((each) => each.ringed?.counts))
    return `${now}. Each domain has a model of its own: a ring marks the epoch whose weights count there.`;
  if (!ringed || typeof value !== 'number') return `${now}.`;
  const ring = `The ring marks epoch ${ringed.epoch}`;
  if (!ended || !ringed.counts) return `${now}. ${ring}, the best so far (${fixed(value, all.places)}).`;
  // How far it is ahead here is not how far it is ahead there: the epochs are chosen by these rows.
  return `${ring}, whose weights count: there the validation ${metric} of ${name} is ${fixed(value, all.places)}. The verdict comes from the test rows.`;
}

/** That a point is of a sample of the validation rows; empty where it is of all. */
function sampled({ sample }: ChartPoint): string {
  return sample && sample.rows < sample.outOf ? ` (${sample.rows.toLocaleString('en')} of ${sample.outOf.toLocaleString('en')} validation rows)` : '';
}

/** All charts' values at one epoch, for whoever moves a cursor. */
export function epochReading(charts: readonly Chart[], epoch: number): string {
  const at = charts.map(({ title, points, places }) => ({ title, places, point: points.find((each) => each.epoch === epoch) ?? { epoch } }));
  const [all, ...domains] = at;
  if (!all) return '';
  const own = perDomain(
    domains.map(({ title }) => title),
    domains.map(({ point }) => point.model),
    (value, name, d) => {
      const { point, places } = domains[d] as (typeof domains)[number];
      return `${name} ${valueText({ ...point, model: value }, places)}`;
    },
  );
  return `Epoch ${epochText(epoch)}${sampled(all.point)}: ${all.title} ${valueText(all.point, all.places)}${own && `, ${own}`}`;
}

/** The last loss of each model. */
export function lossSentence(points: readonly ChartPoint[], name: string): string {
  const last = points.findLast(({ model }) => typeof model === 'number');
  if (!last) return 'The loss is told from the first steps on: the mean over the training rows since the point before.';
  const theirs = points.findLast(({ baseline }) => typeof baseline === 'number')?.baseline;
  const beside = typeof theirs === 'number' ? `, that of the backbone alone ${fixed(theirs, 3)}` : '';
  return `After ${fixed(last.epoch, 1)} epochs the training loss of ${name} is ${fixed(last.model as number, 3)}${beside}.`;
}
