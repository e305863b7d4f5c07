/** UTF-8 as RFC 3629 has it. */

/** The top bit of every byte, which plain letters have not. */
const TOPS: u64 = ((<u64>0x80808080) << 32) | 0x80808080;

function follows(at: usize, end: usize, least: u32, most: u32): bool {
  if (at >= end) return false;
  const byte = <u32>load<u8>(at);
  return byte >= least && byte <= most;
}

/** Bytes of the letter that begins here, 0 where there is none. */
function letter(at: usize, end: usize): u32 {
  const first = <u32>load<u8>(at);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return follows(at + 1, end, 0x80, 0xbf) ? 2 : 0;
  if (first < 0xf0) {
    const least: u32 = first === 0xe0 ? 0xa0 : 0x80;
    const most: u32 = first === 0xed ? 0x9f : 0xbf;
    return follows(at + 1, end, least, most) && follows(at + 2, end, 0x80, 0xbf) ? 3 : 0;
  }
  const least: u32 = first === 0xf0 ? 0x90 : 0x80;
  const most: u32 = first === 0xf4 ? 0x8f : 0xbf;
  return follows(at + 1, end, least, most) && follows(at + 2, end, 0x80, 0xbf) && follows(at + 3, end, 0x80, 0xbf) ? 4 : 0;
}

/** Where the first byte stands that is no UTF-8; `end` where all is. */
export function firstInvalid(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    if (at + 8 <= end && !(load<u64>(at) & TOPS)) {
      at += 8;
      continue;
    }
    const bytes = letter(at, end);
    if (!bytes) return at;
    at += bytes;
  }
  return end;
}

/** Whether all are plain letters, which most texts are. */
export function isPlain(at: usize, length: u32): bool {
  if (length < 8) return length === 0 || !((load<u64>(at) & TOPS) << ((8 - <u64>length) << 3));
  const last = at + length - 8;
  let tops = load<u64>(last);
  for (let p = at; p < last; p += 8) tops |= load<u64>(p);
  return !(tops & TOPS);
}

/** UTF-16 units of a text, which JavaScript counts as its length. A byte that continues a letter counts nothing. */
export function unitsOf(from: usize, end: usize): u32 {
  let units: u32 = 0;
  let at = from;
  for (; at + 8 <= end && !(load<u64>(at) & TOPS); at += 8) units += 8;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Whether JavaScript's `trim` would leave nothing. */
export function isBlank(from: usize, end: usize): bool {
  let at = from;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte === 32 || (byte >= 9 && byte <= 13)) {
      at++;
    } else if (byte === 0xc2 && at + 2 <= end && load<u8>(at + 1) === 0xa0) {
      at += 2;
    } else if (byte >= 0xe1 && byte <= 0xef && at + 3 <= end && isWideSpace(((<u32>byte) << 16) | ((<u32>load<u8>(at + 1)) << 8) | load<u8>(at + 2))) {
      at += 3;
    } else {
      return false;
    }
  }
  return true;
}

/** U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF, as their three bytes. */
function isWideSpace(bytes: u32): bool {
  if (bytes >= 0xe28080 && bytes <= 0xe2808a) return true;
  return bytes === 0xe19a80 || bytes === 0xe280a8 || bytes === 0xe280a9 || bytes === 0xe280af || bytes === 0xe2819f || bytes === 0xe38080 || bytes === 0xefbbbf;
}
