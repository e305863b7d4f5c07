import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** A build that was written to so lately may still be going on. */
const SETTLED_MS = 1000;
const PACKED = { '.br': 'br', '.gz': 'gzip' };

/**
 * The files of a build, held in memory. When the page is built anew, the new build is taken as soon as it is whole. The one
 * before stays, for pages that are open and still fetch its parts.
 */
export class BuiltPage {
  #folder;
  #settled;
  #now = { files: new Map(), stamp: '' };
  #before = new Map();

  /**
   * @param {string} folder
   * @param {number} settled milliseconds without a change after which a build counts as whole
   */
  constructor(folder, settled = SETTLED_MS) {
    this.#folder = folder;
    this.#settled = settled;
    this.#look(0);
  }

  /**
   * @param {string} path of an address, still encoded: `/`, `/assets/a.js`
   * @returns {{ name: string, bytes: Buffer, tag: string, packed: Partial<Record<'br' | 'gzip', Buffer>> } | undefined}
   */
  find(path) {
    const name = nameOf(path);
    if (name === undefined) return undefined;
    // Looking takes a few milliseconds: pages are asked for rarely, and are what a new build begins with.
    if (name.endsWith('.html') || !this.#now.files.has(name)) this.#look(this.#settled);
    return this.#now.files.get(name) ?? this.#before.get(name);
  }

  /** Takes the build that lies there, where it is another one and whole. */
  #look(settled) {
    try {
      const names = readdirSync(this.#folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      const changed = names.map((name) => statSync(name).mtimeMs);
      const newest = changed.reduce((a, b) => Math.max(a, b), 0);
      const stamp = `${names.length} ${newest}`;
      if (stamp === this.#now.stamp || Date.now() - newest < settled || !names.includes(join(this.#folder, 'index.html'))) return;
      const files = read(this.#folder, names);
      this.#before = this.#now.files;
      this.#now = { files, stamp };
    } catch {
      // It is written to at this moment, or not there at all: what was there before goes on.
    }
  }
}

/** @returns the file's name within the folder, with slashes; undefined where the path is none of a file to be shown */
function nameOf(path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const name = decoded.slice(1);
  return name === '' ? 'index.html' : name;
}

/** Hidden files are none of the page. */
function read(folder, names) {
  const bytesOf = new Map(
    names
      .map((name) => [
        name
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
        name,
      ])
      .filter(([name]) => !`/${name}`.includes('/.'))
      .map(([name, path]) => [name, readFileSync(path)]),
  );
  const files = new Map();
  for (const [name, bytes] of bytesOf) {
    const packed = Object.entries(PACKED).flatMap(([ending, coding]) => {
      const other = bytesOf.get(name + ending);
      return other ? [[coding, other]] : [];
    });
    files.set(name, { name, bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`, packed: Object.fromEntries(packed) });
  }
  return files;
}
