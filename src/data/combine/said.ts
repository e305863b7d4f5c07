import type { FileInTable, Join } from '../../protocol/files';

/** So many files are named; of more only how many they are is said. */
const MOST_NAMED = 6;

/** How several files became one table, in words. */
export function saidOf({ rows, joins, leftOut }: { rows: readonly FileInTable[]; joins: readonly Join[]; leftOut: readonly string[] }): string {
  const joined = joins.map(({ file, of, key, keys, found }) => `with ${file} by ${of}${of === key ? '' : ` = ${key}`} (${percent(found, keys)} found)`);
  const [lead] = rows;
  const what = [
    ...(rows.length > 1 ? [rowsSaid(rows)] : []),
    ...(joins.length > 0 ? [`${rows.length > 1 ? 'joined' : lead?.source.name} ${joined.join(', ')}`] : []),
  ];
  const head = what.length === 0 ? [] : [`${rows.length + joins.length} files ${rows.length > 1 ? '' : 'joined'}`.trimEnd().concat(': ', what.join('; '))];
  const out = leftOut.length === 0 ? [] : [`${named(leftOut)} ${leftOut.length === 1 ? 'is' : 'are'} left out`];
  return [...head, ...out].join('; ');
}

function rowsSaid(rows: readonly FileInTable[]): string {
  const texts = rows.map(({ source: { name, part, domain } }) => {
    const of = [part, domain].filter((each) => each !== undefined).join(', ');
    return of === '' ? name : `${name} (${of})`;
  });
  return `the rows of ${named(texts)} one below the other`;
}

function named(names: readonly string[]): string {
  if (names.length > MOST_NAMED) return `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Rounded down, so that only what is all is 100 %. */
const percent = (part: number, of: number) => `${of === 0 ? 0 : Math.floor((1000 * part) / of) / 10} %`;
