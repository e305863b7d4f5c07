import { MOST_SEEDS } from '../../config/experiment';
import type { FieldKind } from '../../config/kinds/kind';
import { ConfigError, type SettingProblem } from '../../config/problems';
import type { RunConfigInput } from '../../config/run-config';
import { type SettingPath, settingAt } from '../../config/settings';
import { parseSweep, type Sweep, type SweepKind } from '../../config/sweep';

/** What a person has typed of a sweep. */
export interface SweepTyped {
  vary: { path: SettingPath; text: string }[];
  how: SweepKind;
  /** Of configurations; none of a grid. */
  runs: string;
  seeds: string;
}

/** What it says, or what is wrong with each part of it: by the place in `vary`, or of the whole. */
export interface SweepRead {
  sweep?: Sweep;
  problems: { vary: (string | undefined)[]; runs?: string; seeds?: string; whole: string[] };
}

/** @param base the settings that all configurations share */
export function readForm({ vary, how, runs, seeds }: SweepTyped, base: RunConfigInput): SweepRead {
  const said = Object.fromEntries(vary.map(({ path, text }) => [path, readVary(path, text, how)]));
  const count = Number(seeds);
  const first = base.seed ?? 1;
  const json = {
    base,
    sweep: { how, vary: said, ...(how !== 'grid' && runs.trim() !== '' && { runs: Number(runs) }) },
    seeds: Number.isInteger(count) && count >= 1 ? Array.from({ length: Math.min(count, MOST_SEEDS + 1) }, (_, i) => first + i) : [],
  };
  const none = vary.map(() => undefined);
  try {
    return { sweep: parseSweep(json), problems: { vary: none, whole: [] } };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: byPart(error.problems, vary) };
  }
}

function byPart(problems: readonly SettingProblem[], vary: SweepTyped['vary']): SweepRead['problems'] {
  const isIn = (path: string, part: string) => path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`);
  const textOf = (part: string) => {
    const own = problems.filter(({ path }) => isIn(path, part)).map(({ message }) => message);
    return own.length > 0 ? [...new Set(own)].join('; ') : undefined;
  };
  const parts = vary.map(({ path }) => `sweep.vary.${path}`);
  const [runs, seeds] = [textOf('sweep.runs'), textOf('seeds')];
  const others = problems.filter(({ path }) => ![...parts, 'sweep.runs', 'seeds'].some((part) => isIn(path, part)));
  return {
    vary: parts.map(textOf),
    ...(runs !== undefined && { runs }),
    ...(seeds !== undefined && { seeds }),
    whole: [...new Set(others.map(({ message }) => message))],
  };
}

/** Values a grid has of a range. */
const STEPS = 5;

/**
 * `10, 35`: values. `64, 32; 128`: values that are lists. `0.0001 .. 0.01`: a range. What cannot be read is handed on, so that the settings'
 * own words say what is allowed.
 */
function readVary(path: SettingPath, text: string, how: SweepKind): unknown {
  const kind = settingAt(path).kind as FieldKind<unknown>;
  const ends = text.split('..');
  if (ends.length === 2) {
    const [from, to] = ends.map((end) => (end.trim() === '' ? Number.NaN : Number(end)));
    return { from, to, ...(how === 'grid' && { steps: STEPS }) };
  }
  const isList = Array.isArray(kind.fromText('1'));
  const parts = text.split(isList || text.includes(';') ? ';' : ',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map((part) => kind.fromText(part === 'none' && isList ? '' : part));
}
