/** What the build writes into the first line of `sw.js` (`scripts/offline.mjs`). Another build is another text, by which a browser notices it. */
export interface Build {
  /** A hash of the files. */
  version: string;
  /** What is kept: names within the page's folder, and their hashes in the form of the attribute `integrity`. */
  files: Record<string, string>;
  /** What servers should send with a page, and with any other file (`scripts/policy.mjs`). */
  headers: { page: Record<string, string>; other: Record<string, string>; isolation: Record<string, string> };
}

/** The page itself. It is kept last: where it is, all is. */
export const PAGE = 'index.html';

/** Whether a name is that of one content only: the build puts a hash of it into the name. */
export const isHashed = (name: string): boolean => name.startsWith('assets/');
