import { type Stats, statSync } from 'node:fs';

/** What is at a path; undefined where nothing is, also where a file stands in place of a folder on the way, or the way may not be seen. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
