import type { Random } from '../lib/random';

type Json = Record<string, unknown> | unknown[];

/** Stands for a number that no double holds: JSON has it all the same. */
const HUGE = '#1e999#';
/** What may stand where something else is expected. */
const HOSTILE: readonly unknown[] = [
  ...[null, true, '', 'x', '__proto__', '\u202Etxt', '\uD800', 'x'.repeat(5000)],
  ...[-1, 0, 0.5, 1, 2, 3, 1e15, 2 ** 53, 1e300, -1e300, 5e-324, HUGE],
  ...[[], {}, [null], [[]], [1, 2, 3], { length: 1e9 }, { toString: null }],
  ...[{ f32: 'AAAA', scale: 1 }, { f32: 'A', scale: 1 }, { f32: '', scale: 1e300 }, { f32: 'AACAPw==', scale: 1e38 }, { i32: 'AAAAAA==' }, { u8: 'AQEB' }],
  ...[
    { blocks: '', length: 1e12, bits: 12, block: 256, scales: [] },
    { blocks: 'AAAA', length: 2, bits: 12, block: 0, scales: [1] },
  ],
];

/** A JSON text with one to three changes somewhere in it. @param other a text of which parts may be put in */
export function changedJson(text: string, random: Random, other: string): string {
  const json = JSON.parse(text) as Json;
  const pick = <T>(all: readonly T[]) => all[random.below(all.length)] as T;
  for (let left = 1 + random.below(3); left > 0; left--) {
    const { within, key } = placeIn(json, random);
    const at = within as Record<string | number, unknown>;
    const change = random.below(6);
    if (change <= 1) at[key] = structuredClone(pick(HOSTILE));
    else if (change === 2 && Array.isArray(within)) within.splice(key as number, 1 + random.below(within.length));
    else if (change === 2) delete at[key];
    else if (change === 3 && Array.isArray(within))
      within.splice(key as number, 0, ...Array.from({ length: 1 + random.below(pick([1, 3, 200])) }, () => at[key]));
    else if (change === 3) at[`${key}${pick(['', 's', ' ', '2'])}`] = at[key];
    else if (change === 4) {
      const from = placeIn(json, random);
      at[key] = structuredClone((from.within as Record<string | number, unknown>)[from.key]);
    } else if (typeof at[key] === 'number') at[key] = (at[key] as number) * pick([-1, 0, 2, 1000, 1e-9]) + pick([0, 0, 1, -1]);
    else {
      const from = placeIn(JSON.parse(other) as Json, random);
      at[key] = (from.within as Record<string | number, unknown>)[from.key];
    }
  }
  return JSON.stringify(json).replaceAll(`"${HUGE}"`, '1e999');
}

/** A place somewhere in a value, whatever lies there: near its root as often as deep in it. */
function placeIn(json: Json, random: Random): { within: Json; key: string | number } {
  let within = json;
  for (;;) {
    const keys = Object.keys(within);
    if (keys.length === 0) return { within, key: Array.isArray(within) ? 0 : 'x' };
    const key = keys[random.below(keys.length)] as string;
    const next = (within as Record<string, unknown>)[key];
    if (typeof next !== 'object' || next === null || random.below(4) === 0) return { within, key: Array.isArray(within) ? Number(key) : key };
    within = next as Json;
  }
}
