import * as v from 'valibot';
import { OF_THE_ROWS } from './experiment';
import type { SettingProblem } from './problems';
import { SETTING_PATHS, type SettingPath, settingAt } from './settings';

/** One setting of a sweep, and what it may be: a list of values, or a range of numbers. */
export type Vary = { path: SettingPath; values: unknown[] } | VaryRange;

export interface VaryRange {
  path: SettingPath;
  /** Both ends belong. */
  from: number;
  to: number;
  /** `log`: as many below the geometric middle as above it. */
  scale: 'log' | 'linear';
  /** How many values of it a grid has, evenly spaced on the scale. */
  steps?: number;
}

export const isRange = (vary: Vary): vary is VaryRange => 'from' in vary;

const MOST_VALUES = 50;
/** Ten times as much: from there on the size of a number says more than its difference to another. */
const LOG_FROM = 10;

/** Settings that cannot differ between configurations that are compared. */
const FIXED = new Map<string, string>([
  ...OF_THE_ROWS.map((path): [string, string] => [path, 'changes which rows there are, so configurations could not be compared; say it in base']),
  ['seed', 'stands in seeds'],
  ['engine', 'stands in base'],
  ['train.baseline', 'would train a second model in each run'],
]);

/** Settings that a form can offer to vary: those that one text says. */
export const VARIABLE_PATHS: readonly SettingPath[] = SETTING_PATHS.filter((path) => 'control' in settingAt(path).kind && !FIXED.has(path));

/**
 * What is varied, as a file says it: `{ "model.k": [10, 35], "train.learningRate": { "from": 0.0001, "to": 0.01 } }`.
 *
 * @param where the path of it in the file
 * @param problems what is wrong is added, with its path
 */
export function parseVary(json: unknown, where: string, problems: SettingProblem[]): Vary[] {
  const refuse = (path: string, message: string) => {
    problems.push({ path, message });
  };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    refuse(where, 'must be an object {"setting": values or a range, …}');
    return [];
  }
  const entries = Object.entries(json);
  if (entries.length === 0) refuse(where, 'must name at least one setting');
  return entries.flatMap(([path, said]): Vary[] => {
    const at = `${where}.${path}`;
    const fixed = FIXED.get(path);
    if (fixed) refuse(at, fixed);
    else if (!(SETTING_PATHS as string[]).includes(path)) refuse(at, 'is not a setting');
    else {
      const vary = Array.isArray(said) ? valuesOf(path as SettingPath, said, at, refuse) : rangeOf(path as SettingPath, said, at, refuse);
      if (vary) return [vary];
    }
    return [];
  });
}

type Refuse = (path: string, message: string) => void;

function valuesOf(path: SettingPath, said: unknown[], at: string, refuse: Refuse): Vary | undefined {
  if (said.length < 1 || said.length > MOST_VALUES) {
    refuse(at, `must name 1 to ${MOST_VALUES} values`);
    return undefined;
  }
  const values = said.map((value, i) => {
    const result = v.safeParse(settingAt(path).kind.schema, value);
    if (result.success) return result.output;
    refuse(`${at}[${i}]`, result.issues[0].message);
    return undefined;
  });
  const texts = values.map((value) => JSON.stringify(value));
  for (const [i, text] of texts.entries()) if (text !== undefined && texts.indexOf(text) < i) refuse(`${at}[${i}]`, 'stands there twice');
  return { path, values };
}

const rangeSchema = v.strictObject(
  {
    from: v.number('must be a number'),
    to: v.number('must be a number'),
    scale: v.optional(v.picklist(['log', 'linear'], 'must be "log" or "linear"')),
    steps: v.optional(
      v.pipe(
        v.number('must be a number'),
        v.integer('must be whole'),
        v.minValue(2, 'must be 2 or more'),
        v.maxValue(MOST_VALUES, `must be at most ${MOST_VALUES}`),
      ),
    ),
  },
  'must be a list of values, or a range {"from", "to"}',
);

function rangeOf(path: SettingPath, said: unknown, at: string, refuse: Refuse): Vary | undefined {
  const result = v.safeParse(rangeSchema, said);
  if (!result.success) {
    for (const issue of result.issues) refuse([at, ...(issue.path ?? []).map(({ key }) => String(key))].join('.'), issue.message);
    return undefined;
  }
  const { from, to, steps } = result.output;
  const ends = [
    ['from', from],
    ['to', to],
  ] as const;
  for (const [name, end] of ends) {
    const fits = v.safeParse(settingAt(path).kind.schema, end);
    if (!fits.success) refuse(`${at}.${name}`, fits.issues[0].message);
  }
  if (to <= from) refuse(`${at}.to`, 'must be above "from"');
  const scale = result.output.scale ?? (from > 0 && to / from >= LOG_FROM ? 'log' : 'linear');
  if (scale === 'log' && from <= 0) refuse(`${at}.from`, 'must be above 0 on a log scale');
  return { path, from, to, scale, ...(steps !== undefined && { steps }) };
}

/**
 * The number at a share of a range, with three digits, and whole where the setting wants that.
 *
 * @param share 0..1
 */
export function within({ path, from, to, scale }: VaryRange, share: number): number {
  const exact = scale === 'log' ? from * (to / from) ** share : from + share * (to - from);
  const short = Math.min(to, Math.max(from, Number(exact.toPrecision(3))));
  return v.is(settingAt(path).kind.schema, short) ? short : Math.round(short);
}
