import { randomStream } from '../../lib/random';

/**
 * Small files in the manner of public data sets and of what programs export, made here: their layout, no row of theirs. Each has about
 * 200 rows.
 */
const ROWS = 200;

type Draw = (below: number) => number;

function lines(seed: string, row: (draw: Draw, i: number) => string, rows = ROWS): string {
  const random = randomStream(1, seed);
  return Array.from({ length: rows }, (_, i) => row((below) => random.below(below), i)).join('\n');
}

const hex = (draw: Draw) => (0x10000000 + draw(12) * 7919).toString(16).padStart(8, '0');
const two = (value: number) => String(value).padStart(2, '0');
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Tabs, no header: click, 13 counts and 26 hashed categories, any of them empty. */
export const criteo = () =>
  `${lines('criteo', (draw) => [draw(4) === 0 ? 1 : 0, ...range(13).map((i) => (draw(5) === 0 ? '' : draw(i < 4 ? 30 : 4000))), ...range(26).map(() => (draw(9) === 0 ? '' : hex(draw)))].join('\t'))}\n`;

/** id of 20 digits, 0/1 click, hour as YYMMDDHH. */
export const avazu = () =>
  `id,click,hour,C1,banner_pos,site_id,site_category,app_id,device_type,device_conn_type,C14\n${lines('avazu', (draw, i) => `${10000000000000000000n + BigInt(i * 7919 + draw(99))},${draw(6) === 0 ? 1 : 0},1410${two(21 + draw(9))}${two(draw(24))},${1002 + 3 * draw(2)},${draw(3)},${hex(draw)},${hex(draw)},${hex(draw)},${draw(2)},${draw(4)},${15000 + draw(90)}`)}\n`;

/** No header: user, item, category, what was done, seconds. */
export const userBehavior = () =>
  `${lines('behaviour', (draw) => `${1 + draw(40)},${2268318 + draw(60)},${2520377 + draw(9)},${['pv', 'pv', 'pv', 'pv', 'cart', 'fav', 'buy'][draw(7)]},${1511544070 + draw(700000)}`)}\n`;

/** JSON Lines with an object in an object, a list and a null. */
export const goodreads = () =>
  `${lines('goodreads', (draw, i) => JSON.stringify({ user_id: hex(draw), book_id: String(draw(50)), review_id: `${hex(draw)}${i}`, rating: draw(6), is_read: draw(2) === 1, date_added: `Mon Jul 0${1 + draw(9)} 10:0${draw(10)}:00 -0700 2013`, shelf: { name: ['to-read', 'read', 'own'][draw(3)], size: draw(9) }, genres: ['a', 'b', 'c'].slice(draw(2)), started_at: draw(2) ? null : '2013-07-01' }))}\n`;

/** Tabs, and quotes that are letters of a title. */
export const lastFm = () =>
  `${lines('lastfm', (draw) => `user_${two(draw(40))}\t2009-05-0${1 + draw(9)}T23:08:57Z\t${hex(draw)}\t${['"Weird Al" Yankovic', 'Guns "N" Roses', '12" remix', 'Mötley Crüe'][draw(4)]}\t"Heroes" ${draw(30)}`)}\n`;

/** `;`, everything in quotes, quotes within escaped by a backslash, Latin-1. */
export const bookCrossing = (): Uint8Array =>
  latin1(
    `"User-ID";"ISBN";"Book-Title";"Book-Author";"Age";"Book-Rating"\r\n${lines('books', (draw) => `"${276725 + draw(50)}";"0${155061224 + draw(40)}X";"${['Flüsse', 'The \\"Big\\" One', 'A; B', "L'été"][draw(4)]}";"Müller";${draw(3) ? `"${15 + draw(60)}"` : 'NULL'};"${draw(2) ? draw(11) : 0}"`).replaceAll('\n', '\r\n')}\r\n`,
  );

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Every user's score of every joke; 99 where there is none. */
export const jester = () =>
  `user,joke_1,joke_2,joke_3,site,liked\n${lines(
    'jester',
    (draw, i) =>
      `${i % 50},${range(3)
        .map(() => (draw(3) === 0 ? 99 : (draw(2000) / 100 - 10).toFixed(2)))
        .join(',')},${['web', 'app', 'mail'][draw(3)]},${draw(2)}`,
  )}\n`;

/** As a German Excel saves it: a line that says the separator, percent signs, thousands with points. */
export const excel = () =>
  `sep=;\r\nKunde;Artikel;Kanal;Umsatz;Rabatt;Datum;gekauft\r\n${lines('excel', (draw) => `K${draw(40)};A${draw(30)};${['Laden', 'Netz', 'Telefon'][draw(3)]};${1 + draw(8)}.${String(draw(1000)).padStart(3, '0')},${two(draw(100))};${draw(40)} %;${two(1 + draw(28))}.${two(1 + draw(12))}.2023;${['ja', 'nein'][draw(2)]}`).replaceAll('\n', '\r\n')}\r\n`;

/** Comment lines, an empty one, then the table. */
export const analytics = () =>
  `# ----------------------------------------\n# All Web Site Data\n# Pages\n# 20230101-20230131\n# ----------------------------------------\n\nPage,Device,Country,Sessions,Bounce rate,Converted\n${lines('analytics', (draw) => `/p${draw(30)},${['mobile', 'desktop', 'tablet'][draw(3)]},${['Peru', 'Chile'][draw(2)]},"${1 + draw(8)},${String(draw(1000)).padStart(3, '0')}",${draw(100)}.${two(draw(100))}%,${draw(2)}`)}\n`;

/** What `DataFrame.to_csv` writes: a nameless column of row numbers, True and False, NaN as nothing. */
export const pandas = () =>
  `,user_id,item_id,channel,price,clicked\n${lines('pandas', (draw, i) => `${i},${draw(40)}.0,${draw(30)},${['a', 'b'][draw(2)]},${draw(5) ? draw(90) / 4 : ''},${draw(2) ? 'True' : 'False'}`)}\n`;

/** What R's `write.table` writes: spaces, quotes, row names without a name in the header. */
export const rTable = () =>
  `"user" "item" "channel" "clicked"\n${lines('r', (draw, i) => `"${i + 1}" "u${draw(40)}" "i${draw(30)}" "${['web site', 'app'][draw(2)]}" ${draw(2)}`)}\n`;

/** What MySQL's `SELECT … INTO OUTFILE` writes, with its header added: tabs, \N, backslashes before tabs in a text. */
export const mySql = () =>
  `user\titem\tchannel\tprice\tcreated_at\tclicked\n${lines('mysql', (draw) => `${draw(40)}\t${draw(30)}\t${['a', 'b', 'c'][draw(3)]}\t${draw(4) ? draw(90) / 4 : '\\N'}\t2023-0${1 + draw(9)}-05 10:00:00\t${draw(2)}`)}\n`;

/** Moments with a zone, and dates the German way. */
export const dates = () =>
  `user,item,site,seen_at,day,click\n${lines('dates', (draw) => `u${draw(40)},${draw(30)},${['x', 'y'][draw(2)]},2023-0${1 + draw(9)}-05T10:00:00+02:00,${two(1 + draw(28))}.${two(1 + draw(12))}.2023,${draw(2)}`)}\n`;

/** A label, and numbered features of a row. */
export const libSvm = () => `${lines('svm', (draw) => `${draw(2) ? '+1' : '-1'} ${1 + draw(5)}:0.${draw(9)} ${6 + draw(5)}:1 ${11 + draw(9)}:${draw(5)}`)}\n`;
export const libFfm = () => `${lines('ffm', (draw) => `${draw(2)} 0:${draw(40)}:1 1:${40 + draw(30)}:1 2:${70 + draw(9)}:0.5`)}\n`;

/** KKBox: text ids in base64, where the song was started, whether it was heard again. */
export const kkBox = () =>
  `msno,song_id,source_system_tab,source_screen_name,source_type,target\n${lines('kkbox', (draw) => `${btoa(`user ${draw(40)} of many`)},${btoa(`song ${draw(30)}`)},${['explore', 'my library', 'search', 'null'][draw(4)]},${['Explore', 'Local playlist more', ''][draw(3)]},${['online-playlist', 'local-playlist'][draw(2)]},${draw(2)}`)}\n`;

/** Steam: no header, titles in quotes, purchase or play, hours, and a last column of zeros. */
export const steam = () =>
  `${lines('steam', (draw) => `${151603712 + draw(40)},"${['The Elder Scrolls V, Skyrim', 'Fallout 4', 'Portal 2'][draw(3)]}",${['purchase', 'play'][draw(2)]},${draw(90) / 2}.0,0`.replaceAll('.5.0', '.5'))}\n`;

/** Outbrain: which ads were shown in a page, and which was clicked; another file says what the ads are. */
export const outbrain = () => ({
  'clicks_train.csv': `display_id,ad_id,clicked\n${lines('outbrain', (draw, i) => `${1 + Math.floor(i / 4)},${42337 + draw(60)},${draw(4) === 0 ? 1 : 0}`)}\n`,
  'promoted_content.csv': `ad_id,document_id,campaign_id,advertiser_id\n${lines('ads', (draw, i) => `${42337 + i},${6614 + draw(30)},${1 + draw(9)},${7 + draw(4)}`, 60)}\n`,
  'events.csv': `display_id,uuid,document_id,timestamp,platform,geo_location\n${lines('events', (draw, i) => `${1 + i},${hex(draw)},${379743 + draw(30)},${61 + 1000 * i},${1 + draw(3)},${['US>SC>519', 'US>CA>807', 'GB'][draw(3)]}`, 50)}\n`,
});
