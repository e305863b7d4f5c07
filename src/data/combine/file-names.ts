/** What the names of several files say of what is in them. */

export const PARTS = ['train', 'val', 'test'] as const;
export type Part = (typeof PARTS)[number];

const PART_TOKENS: Readonly<Record<string, Part>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  dev: 'val',
  test: 'test',
  testing: 'test',
};

/** The words of a path, without the endings of the file: `nl/train_1.csv.gz` has nl, train and 1. */
function tokensOf(path: string): string[] {
  const at = path.lastIndexOf('/') + 1;
  const dot = path.indexOf('.', at + 1);
  // A name such as u1.base says with its ending what it is.
  const stem = dot < 0 || partOfToken(path.slice(dot + 1)) ? path : path.slice(0, dot);
  return stem.split(/[^\p{L}\p{N}]+/u).filter((token) => token !== '');
}

function partOfToken(token: string): Part | undefined {
  const word = token.toLowerCase().replace(/\d{1,6}$/, '');
  return Object.hasOwn(PART_TOKENS, word) ? PART_TOKENS[word] : undefined;
}

/** The part of the split that a file's name says; undefined where it says none, or two. */
export function partOf(path: string): Part | undefined {
  const said = new Set(tokensOf(path).flatMap((token) => partOfToken(token) ?? []));
  return said.size === 1 ? [...said][0] : undefined;
}

/** What tells each of several files from the others: its name without the words at both ends that all share, and without its part. */
export function ownNames(paths: readonly string[]): string[] {
  const tokens = paths.map((path) => tokensOf(path).filter((token) => partOfToken(token) === undefined));
  const shortest = Math.min(...tokens.map(({ length }) => length));
  const first = tokens[0] ?? [];
  const last = first.length - 1;
  let [head, tail] = [0, 0];
  while (head < shortest && tokens.every((each) => each[head] === first[head])) head++;
  while (tail < shortest - head && tokens.every((each) => each[each.length - 1 - tail] === first[last - tail])) tail++;
  return tokens.map((each) => each.slice(head, each.length - tail).join('_'));
}

/** By part, then as a person would count: train before test, part 2 before part 10. */
export function inOrder<T extends { name: string }>(files: readonly T[]): T[] {
  const rank = ({ name }: T) => PARTS.indexOf(partOf(name) ?? 'test');
  return files.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}
