/** Files of the shapes that people bring, made anew each time: the same bytes for the same kind. */

const MEGABYTE = 1 << 20;

/** Numbers that look drawn, the same each time (mulberry32). */
function draws(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const GENRES = ['Action', 'Comedy', 'Drama', "Children's", 'Sci-Fi', 'Romance', 'Thriller', 'Film-Noir'];

/** Ratings with what is known of user and film, in the shape of MovieLens-1M once it is joined: 1,000,209 rows, about 80 MB. */
function joined(draw) {
  const users = Array.from({ length: 6040 }, () => [
    'MF'[draw(2)],
    [1, 18, 25, 35, 45, 50, 56][draw(7)],
    draw(21),
    String(10_000 + draw(3_439)).padStart(5, '0'),
  ]);
  const films = Array.from({ length: 3706 }, (_, i) => [
    `"Film ${i}, ${'The Long Way'.slice(0, 3 + draw(10))} (${1919 + draw(82)})"`,
    Array.from({ length: 1 + draw(3) }, () => GENRES[draw(8)]).join('|'),
  ]);
  return {
    columns: ['user_id', 'movie_id', 'rating', 'timestamp', 'gender', 'age', 'occupation', 'zip', 'title', 'genres'],
    rows: 1_000_209,
    row: (i) => {
      const [user, film] = [Math.floor(i / 165.6), draw(3706)];
      // A user's ratings lie minutes apart.
      const time = 956_703_932 + user * 7000 + draw(3000);
      return [user + 1, film + 1, 1 + draw(5), time, ...users[user], ...films[film]];
    },
  };
}

/** Ids of 19 digits, most of the users different: 37 MB. */
function longIds(draw) {
  const id = (number) => String(10n ** 18n + BigInt(number) * 9_973n);
  return { columns: ['user', 'item', 'click'], rows: 880_000, row: () => [id(draw(4_000_000_000)), id(draw(50_000)), draw(2)] };
}

/** 200 columns: counts, words, and measures with decimals. */
function wide(draw) {
  const cell = (c) => (c % 10 === 0 ? (draw(100_000) / 1000).toFixed(3) : c % 3 === 0 ? `v${draw(50)}` : draw(10));
  return {
    columns: Array.from({ length: 200 }, (_, c) => `c${c}`),
    rows: 40_000,
    row: () => Array.from({ length: 200 }, (_, c) => cell(c)),
  };
}

/** A million rows, each with an id of its own. */
function million(draw) {
  return { columns: ['id', 'click', 'channel'], rows: 1_000_000, row: (i) => [`user_${(i * 7919) % 1_000_000}_x`, draw(2), `c${draw(5)}`] };
}

export const FILES = {
  'joined, as MovieLens-1M': joined,
  'ids of 19 digits': longIds,
  '200 columns': wide,
  'a million different ids': million,
};

/** @returns {{ bytes: Buffer, columns: string[], rows: number }} */
export function makeFile(kind) {
  const { columns, rows, row } = FILES[kind](draws(1));
  const parts = [];
  let text = `${columns.join(',')}\n`;
  for (let i = 0; i < rows; i++) {
    text += `${row(i).join(',')}\n`;
    if (text.length < MEGABYTE) continue;
    parts.push(Buffer.from(text));
    text = '';
  }
  parts.push(Buffer.from(text));
  return { bytes: Buffer.concat(parts), columns, rows };
}
