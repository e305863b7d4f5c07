/** Words and numbers for no and yes, as they are written in small letters. */
const PAIRS: readonly (readonly [no: string, yes: string])[] = [
  ['0', '1'],
  ['-1', '1'],
  ['false', 'true'],
  ['f', 't'],
  ['n', 'y'],
  ['no', 'yes'],
  ['neg', 'pos'],
  ['negative', 'positive'],
  ['off', 'on'],
  ['inactive', 'active'],
  ['nein', 'ja'],
  ['nee', 'ja'],
  ['nej', 'ja'],
  ['non', 'oui'],
  ['no', 'si'],
  ['no', 'sí'],
  ['no', 'sì'],
  ['não', 'sim'],
  ['нет', 'да'],
  ['否', '是'],
];

/** What a word begins with where it denies the rest. */
const DENIALS = ['non', 'not', 'no', 'un', 'dis'];

/**
 * Which of two texts says yes: `1` of 0 and 1, `clk` of noclk and clk, `liked` of disliked and liked.
 *
 * @returns undefined where neither is the denial of the other
 */
export function yesOf(values: readonly string[]): string | undefined {
  const [one, two] = values;
  if (one === undefined || two === undefined || values.length !== 2) return undefined;
  const pair = [plain(one), plain(two)] as const;
  for (const [no, yes] of PAIRS) {
    if (pair[0] === no && pair[1] === yes) return two;
    if (pair[1] === no && pair[0] === yes) return one;
  }
  if (denies(pair[0], pair[1])) return two;
  return denies(pair[1], pair[0]) ? one : undefined;
}

/** Whether two texts are a no and a yes. */
export const isYesNo = (values: readonly string[]): boolean => yesOf(values) !== undefined;

/** `1.0` is 1. */
function plain(text: string): string {
  const small = text.trim().toLowerCase();
  return /^[-+]?\d+(?:\.0*)?$/.test(small) && small.length < 8 ? String(Number(small)) : small;
}

/** `no click`, `non-buyer` and `not_clicked` deny as `noclick` does. */
function denies(denial: string, word: string): boolean {
  if (word.length < 2) return false;
  return DENIALS.some((prefix) => denial.startsWith(prefix) && stripped(denial.slice(prefix.length)) === word);
}

const stripped = (text: string) => text.replace(/^[\s_-]/, '');
