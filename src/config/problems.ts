import type * as v from 'valibot';
import { UserError } from '../lib/user-error';

/** What is wrong with one setting. */
export interface SettingProblem {
  /** Such as `model.layers[1]`; empty for the configuration as a whole. */
  path: string;
  /** With a `fix` a clause of its own ("there is no layer 3"), else what is said of the path ("must be …"). Without a full stop. */
  message: string;
  /** What to do about it: a sentence. */
  fix?: string;
}

/** A configuration that cannot be used, with each setting that is wrong. */
export class ConfigError extends UserError {
  constructor(readonly problems: readonly SettingProblem[]) {
    const [only] = problems;
    const one = problems.length === 1 && only?.fix ? only : undefined;
    super(one?.message ?? problems.map(withoutStop).join('; '), one?.path ?? 'configuration', one?.fix);
  }
}

const withoutStop = (problem: SettingProblem) => sayProblem(problem).replace(/\.$/, '');

/** As a line. */
export function sayProblem({ path, message, fix }: SettingProblem): string {
  const where = path || 'the configuration';
  return fix ? `${where}: ${message}. ${fix}` : `${where} ${message}`;
}

/** Whether a problem is one of the setting at `path` or of what lies in it. */
export function isOf(problem: Pick<SettingProblem, 'path'>, path: string): boolean {
  return problem.path.startsWith(path) && ['', '.', '['].includes(problem.path.charAt(path.length));
}

/** What a schema has found. */
export function problemOf(issue: v.BaseIssue<unknown>): SettingProblem {
  const keys = issue.path?.map(({ key }): unknown => key) ?? [];
  const path = keys.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : path ? `${path}.${String(key)}` : String(key)), '');
  return { path, message: issue.message };
}

/** More problems than this are counted, not said. */
const MOST_SAID = 5;

/** All that is wrong in one text. */
export function sayProblems(problems: readonly SettingProblem[]): string {
  const more = problems.length - MOST_SAID;
  return problems.slice(0, MOST_SAID).map(sayProblem).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
