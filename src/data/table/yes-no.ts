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

const isWord = (text: string) => !/\d/.test(text);
/** Words that say so whatever the other one is; a number does not. */
const NO = new Set([...PAIRS.map(([no]) => no).filter(isWord), 'none', 'never', 'skip', 'skipped']);
const YES = new Set([...PAIRS.map(([, yes]) => yes).filter(isWord), 'click', 'clicked']);

/** What a word begins with where it denies the rest. */
const DENIALS = ['non', 'not', 'no', 'un', 'dis', 'never', 'without', 'didnt', 'did not', "didn't"];

/** Which of two texts says yes. */
interface Yes {
  yes: string;
  /** Whether the other one is its no, so that a column of both answers a question; else only one of them tells. */
  pair: boolean;
}

/**
 * Which of two texts says yes: `1` of 0 and 1, `clk` of noclk and clk, `liked` of disliked and liked, `click` of click and view, `bought`
 * of no purchase and bought.
 *
 * @returns undefined where nothing tells
 */
export function yesOf(one: string, other: string): Yes | undefined {
  const [a, b] = [plain(one), plain(other)];
  for (const tells of [isPair, isYesOrNo, isDeniedAlike, isOnlyDenial]) {
    const pair = tells === isPair;
    if (tells(a, b)) return { yes: other, pair };
    if (tells(b, a)) return { yes: one, pair };
  }
  return undefined;
}

/** Whether two texts are a no and a yes. */
export function isYesNo(values: readonly string[]): boolean {
  const [one, two] = values;
  return one !== undefined && two !== undefined && values.length === 2 && (yesOf(one, two)?.pair ?? false);
}

/** `1.0` is 1. */
function plain(text: string): string {
  const small = text.trim().toLowerCase();
  return /^[-+]?\d+(?:\.0*)?$/.test(small) && small.length < 8 ? String(Number(small)) : small;
}

type Tells = (no: string, yes: string) => boolean;

/** `Yes, please` answers what `yes` does. */
const firstWord = (text: string) => text.split(/[,;.!:]/, 1)[0] as string;

const isPair: Tells = (no, yes) =>
  PAIRS.some((pair) => pair[0] === firstWord(no) && pair[1] === firstWord(yes)) || (yes.length > 1 && denied(no).includes(yes));

const isYesOrNo: Tells = (no, yes) => (YES.has(yes) && !YES.has(no)) || (NO.has(no) && !NO.has(yes));

/** `not clicked` denies `click` too: what is denied begins alike. */
const isDeniedAlike: Tells = (no, yes) => yes.length > 2 && denied(no).some((rest) => rest.length > 2 && rest.slice(0, 3) === yes.slice(0, 3));

/** A denying word by itself: `no purchase`, `not_now`. */
const isOnlyDenial: Tells = (no, yes) => beginsWithDenial(no) && !beginsWithDenial(yes);
const beginsWithDenial = (text: string) => DENIALS.some((word) => text.startsWith(word) && /^[\s_-]/.test(text.slice(word.length)));

/** What a text denies, if it does: `no click`, `non-click` and `noclick` all deny `click`. */
const denied = (text: string) => DENIALS.flatMap((word) => (text.startsWith(word) ? [text.slice(word.length).replace(/^[\s_-]/, '')] : []));
