import { valueText } from '../../config/drawn';
import { nameOf, type SettingPath, settingAt, valueAt } from '../../config/settings';
import { isRange, type Vary } from '../../config/vary';
import { type Ranked, ranking, type SweepState } from './sweep-scores';

/** One setting of a sweep as an axis. */
export interface SweepAxis {
  path: SettingPath;
  /** As in a configuration's name, and as the page calls it. */
  name: string;
  title: string;
  /** Of words, or numbers in a list: their texts in the list's order, evenly spaced; of a range: none. */
  words?: string[];
  scale: 'words' | 'linear' | 'log';
  /** Of numbers. */
  from?: number;
  to?: number;
}

/** One configuration as it is drawn. */
export interface SweepPoint {
  contestant: string;
  /** By axis: 0..1 along it, and the text of the value. */
  at: { share: number; text: string }[];
  /** Validation, mean over the seeds. */
  score: number;
  /** By seed. */
  values: number[];
  /** The rung that it was last measured at; those of different rungs cannot be compared. */
  rung: number;
  best: boolean;
}

export interface SweepPoints {
  axes: SweepAxis[];
  /** The best first. */
  points: SweepPoint[];
  /** Of the scores. */
  low: number;
  high: number;
}

/** The metric against each setting, and the lines of parallel coordinates: the same numbers. Undefined before anything is measured. */
export function sweepPoints(state: SweepState): SweepPoints | undefined {
  const ranked = ranking(state);
  if (ranked.length === 0) return undefined;
  const axes = state.plan.vary.map(axisOf);
  const last = state.plan.rungs.length - 1;
  const scores = ranked.map(({ score }) => score);
  return {
    axes,
    points: ranked.map((each, i) => pointOf(each, axes, i === 0 && each.rung === last)),
    low: Math.min(...scores),
    high: Math.max(...scores),
  };
}

function axisOf(vary: Vary): SweepAxis {
  const { path } = vary;
  const named = { path, name: nameOf(path), title: settingAt(path).title };
  if (isRange(vary)) return { ...named, scale: vary.scale, from: vary.from, to: vary.to };
  return { ...named, scale: 'words', words: vary.values.map(valueText) };
}

function pointOf({ contestant, score, values, rung }: Ranked, axes: readonly SweepAxis[], best: boolean): SweepPoint {
  return {
    contestant: contestant.name,
    at: axes.map((axis) => {
      const value = valueAt(contestant.config, axis.path);
      return { share: shareOf(axis, value), text: valueText(value) };
    }),
    score,
    values: values.map(({ value }) => value),
    rung,
    best,
  };
}

/** 0..1 along an axis. */
function shareOf({ words, scale, from = 0, to = 1 }: SweepAxis, value: unknown): number {
  if (words) return words.length < 2 ? 0.5 : words.indexOf(valueText(value)) / (words.length - 1);
  const number = value as number;
  return scale === 'log' ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
}

/** A part of an axis that is brushed, 0..1; `score`: the axis of the scores, from `low` to `high`. */
export interface Brush {
  axis: SettingPath | 'score';
  from: number;
  to: number;
}

/** What lies within all brushes; all without any. Brushes of one axis add up. */
export function brushed({ axes, points, low, high }: SweepPoints, brushes: readonly Brush[]): SweepPoint[] {
  const names = [...new Set(brushes.map(({ axis }) => axis))];
  return points.filter((point) =>
    names.every((name) => {
      const at = axes.findIndex(({ path }) => path === name);
      const share = name === 'score' ? (high > low ? (point.score - low) / (high - low) : 0.5) : (point.at[at]?.share ?? Number.NaN);
      return brushes.some(({ axis, from, to }) => axis === name && share >= Math.min(from, to) && share <= Math.max(from, to));
    }),
  );
}
