/** What a column's name says. Names are taken apart into words, so that `play_time_ms` speaks of play and `display` does not. */

/** Characters of a name that are looked at. */
const LONGEST = 200;
let last: { name: string; words: readonly string[] } = { name: '', words: [] };

/** The words of a name in small letters: `isClicked`, `is_clicked` and `is-clicked` have the same. A name is asked many things in a row. */
function wordsOf(name: string): readonly string[] {
  if (name !== last.name) last = { name, words: takenApart(name) };
  return last.words;
}

function takenApart(name: string): string[] {
  return name
    .slice(0, LONGEST)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** `label_1` and `watch_time2` speak of a label and of a time. */
const withoutDigits = (name: string) =>
  wordsOf(name)
    .map((word) => word.replace(/\d{1,9}$/, ''))
    .filter((word) => word !== '');

const setOf = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What people and things are called in such tables. */
const THINGS = setOf(
  'user item video movie film book product song track artist author ad advertiser campaign creative session visitor customer member reviewer person device shop store merchant seller city poi hotel news article post page query room live photo game app job photo tag genre campaign adgroup cms parent transaction order request impression event review record row trace log',
);
const ID_ENDS = setOf(
  'id ids uid iid vid pid gid sid cid aid code codes brand cate category isbn asin sku uuid guid hash zip zipcode postcode postal key type class level group',
);
/** Long words that end in "id" and name no id. */
const NO_ID = /(?:paid|valid|said|grid|covid|android|hybrid|solid|fluid|avoid|rapid|period|speed|bid)$/;

/** Whether the name is that of an id or a code: `item_id`, `userId`, `transactionid`, `brand`, `isbn`; Criteo's categories are `C1`. */
export function isIdName(name: string): boolean {
  if (/^C\d+$/.test(name)) return true;
  const last = wordsOf(name).at(-1) ?? '';
  return ID_ENDS.has(last) || THINGS.has(last) || (last.length > 3 && last.endsWith('id') && !NO_ID.test(last));
}

/** Whether the name says that each value is one person or thing: `video_id`, `uid`. */
export const isOneThing = (name: string): boolean => {
  const last = wordsOf(name).at(-1) ?? '';
  return ONE_THING.has(last) || (last.length > 3 && last.endsWith('id') && !NO_ID.test(last));
};
const ONE_THING = setOf('id ids uid iid vid pid gid sid cid aid isbn asin sku uuid guid hash user visitor customer member reviewer item product movie video');

/**
 * Whether the name is that of the user or of the item of a row: `user_id`, `movieId`, `uid`, `asin`. What people and items have, such as a
 * `cate_id` or an `item_price`, is neither.
 */
export function isUserOrItemName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (USER_OR_ITEM.has(last)) return true;
  if (ID_WORDS.has(last)) return USER_OR_ITEM.has(words.at(-2) ?? '');
  return last.endsWith('id') && USER_OR_ITEM.has(last.slice(0, -2));
}
const ID_WORDS = setOf('id ids code key no number hash uuid');
const USER_OR_ITEM = setOf(
  'user visitor customer member reviewer person buyer uid item movie video film book product song track article news ad goods isbn asin sku iid vid pid',
);

const MEASURES = setOf(
  'age count cnt counts num number price prices cost amount amt duration dur length len hour hours ratio rate pct percent percentage share day days size width height ms sec secs second seconds minute minutes km qty quantity total sum avg mean median std min max score views plays balance income salary temperature distance weight height volume area rank position pos freq frequency times discount budget value revenue probability prob lat latitude lon lng longitude',
);

/** Places in a list, and times of the day or of the year: numbers, but what is right for one tells little of the next. */
const PLACES = setOf('pos position slot rank hour day weekday dow month');

/** Whether the name is that of a place or an hour, `banner_pos`, `hour`, and not of a count over many rows. */
export const isPlaceName = (name: string): boolean => {
  const words = wordsOf(name);
  return PLACES.has(words.at(-1) ?? '') && !words.some((word) => COUNTS.has(word));
};

/** Whether the name is that of a measure or a count. Ali-CCP's numbers are called `D109_14`, Criteo's `I2`. */
export function isMeasureName(name: string): boolean {
  if (/^[DI]\d+(_\d+)?$/.test(name)) return true;
  const words = wordsOf(name);
  return words.some((word) => COUNTS.has(word)) || MEASURES.has(words.at(-1) ?? '');
}

/** Words of a count over many rows: what is counted happened before. */
const COUNTS = setOf('count cnt counts num total avg mean hist history historical past prev previous last cum cumulative');

/** What somebody did once something was shown. */
const DEEDS = setOf(
  'click clicked clicks clk like liked likes dislike disliked purchase purchased purchases buy bought order ordered reordered pay paid payment conversion conversions convert converted conv follow followed install installed subscribe subscribed share shared comment commented forward forwarded hate hated cart favorite favourite favorited fav collect collected watch watched watching dwell play played playing stay finish finished skip skipped transaction transactions revenue gmv view viewed rating rated score stars ctr cvr ctcvr reward enter download downloaded atc addtocart transactionid orderid',
);
/** What may stand beside a deed without changing what the name says. */
const BESIDE = setOf(
  'is has had did was if flag ind indicator label target user customer add to page profile video long short effective complete first time times duration ms sec secs second seconds minute minutes length len ratio amount value id at ts timestamp date datetime price',
);
const OWN_NAMES = setOf('y label target outcome response');

/**
 * Whether the name is that of what was known only after the row was shown: `is_like`, `play_time_ms`, `dwell`, `ctr_label`. A count of
 * such deeds is over earlier rows: `like_cnt` is none.
 */
export function isOutcomeName(name: string): boolean {
  const words = withoutDigits(name);
  if (words.length === 0) return false;
  if (words.length > 1 && (words.at(-1) === 'label' || words[0] === 'label')) return true;
  if (words.length === 1 && OWN_NAMES.has(words[0] as string)) return true;
  return words.some((word) => DEEDS.has(word)) && words.every((word) => DEEDS.has(word) || BESIDE.has(word));
}

/** Names of labels, the likeliest first; of several words without what may stand beside a deed. */
const LABELS = [
  ['click', 'clicked', 'clk', 'clicks', 'ctr'],
  ['label', 'target', 'y'],
  ['like', 'liked', 'likes'],
  ['conversion', 'converted', 'convert', 'conv', 'cvr'],
  ['purchase', 'purchased', 'buy', 'bought', 'order', 'ordered', 'reordered', 'pay', 'paid'],
  ['install', 'installed', 'download', 'downloaded', 'subscribe', 'subscribed'],
  ['recommended', 'recommend', 'follow', 'followed', 'view', 'viewed', 'watched', 'finish', 'finished', 'cart', 'favorite', 'favourite', 'fav', 'collect'],
  ['rating', 'ratings', 'rated', 'score', 'stars', 'star', 'grade'],
  [
    'outcome',
    'response',
    'result',
    'class',
    'churn',
    'churned',
    'exited',
    'income',
    'survived',
    'success',
    'default',
    'fraud',
    'relevance',
    'reward',
    'feedback',
  ],
  ['share', 'shared', 'comment', 'forward', 'hate', 'dislike'],
];
const RANK_OF = new Map(LABELS.flatMap((words, rank) => words.map((word, i) => [word, rank + i / 100] as const)));
/** Words beside the label's own that do not change it. */
const FILLERS = setOf('is has had did was if flag ind indicator user long effective true binary to add label target');

/** How likely a name is that of the label: the smaller the likelier; undefined where it is none. */
export function labelRank(name: string): number | undefined {
  const words = withoutDigits(name);
  if (words.length === 0 || words.some((word) => COUNTS.has(word))) return undefined;
  const own = words.filter((word) => !FILLERS.has(word));
  const [only, ...more] = own.length > 0 ? own : words.slice(-1);
  const rank = RANK_OF.get(only as string);
  if (more.length === 0) return rank === undefined ? undefined : rank + (words.length > 1 ? 0.005 : 0);
  // `ad_clicked` and `ctr_label` name a label too, less surely.
  const last = RANK_OF.get(words.at(-1) as string);
  return last === undefined || last >= 8 ? undefined : last + 20;
}

const FREE_TEXTS = setOf('title name comment text url link description summary review headline image picture email phone address');

/** Whether the name is that of text to read, whose cells tell the model nothing as values. */
export const isFreeTextName = (name: string): boolean => {
  const words = wordsOf(name);
  return words.length <= 2 && FREE_TEXTS.has(words.at(-1) ?? '');
};

const TIMES = setOf('timestamp time date datetime ts');

/** Whether a column holds moments, or its name says so whatever stands in the cells. */
export const isPlainTime = ({ name, type }: { name: string; type: string }): boolean => {
  const words = wordsOf(name);
  return type === 'time' || (words.length === 1 && TIMES.has(words[0] as string));
};

/** Whether the name is that of a counter of rows, such as the one that pandas writes. */
export const isCounterName = (name: string): boolean =>
  /^(?:unnamed: \d+|column \d+|index|level_0|rowid|row[ _]?(?:id|num|number|index|no)?|row_names|x|#|no|nr|)$/i.test(name.trim());

const PER_ROW = setOf('row index record event impression request review log trace transaction order uuid guid id rating interaction');

/** Whether an id of this name, where no value repeats, is that of the row and of nothing in it: `id`, `event_id`. */
export const isRowId = (name: string): boolean => {
  const words = wordsOf(name);
  return words.every((word) => PER_ROW.has(word));
};

const USERS = setOf(
  'user userid uid visitor visitorid customer customerid member memberid reviewer reviewerid person personid client account accountid buyer kunde kunden nutzer benutzer usuario utilisateur cliente',
);
/** What may follow whose a row is: a word for the number of somebody, and one that says of which kind it is. */
const NUMBERS = setOf('id idx nr no num number nummer');
const KINDS = setOf('pseudo anonymous anon hashed global internal external');

/** How surely a name says whose a row is: the smaller the surer; undefined where it does not. */
export function userRank(name: string): number | undefined {
  const words = wordsOf(name);
  const rank = [...USERS].indexOf(words[0] ?? '');
  const more = words.slice(1).filter((word) => !KINDS.has(word));
  return rank >= 0 && more.length <= 1 && more.every((word) => NUMBERS.has(word)) ? rank : undefined;
}

/** Whether a name says how much a row counts. */
export const isWeightName = (name: string): boolean => /^(?:(?:sample|instance|row|case|sampling|importance|example)[ _-]?weights?|fnlwgt)$/i.test(name.trim());

const PEOPLE = setOf(
  'gender sex male female vip married weekend holiday weekday new active member premium author streamer mobile ios android smoker adult student employed rand',
);

/** Whether a yes or no of this name is of who somebody is or when something was shown, and nothing that somebody did. */
export const isPersonName = (name: string): boolean => wordsOf(name).some((word) => PEOPLE.has(word));
