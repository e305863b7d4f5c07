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

/** A JSON text with one or two changes somewhere in it. @param other a text of which parts may be put in */
export function changedJson(text: string, random: Random, other: string): string {
  const json = JSON.parse(text) as Json;
  const pick = <T>(all: readonly T[]) => all[random.below(all.length)] as T;
  for (let left = 1 + random.below(2); left > 0; left--) {
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

interface Place {
  within: Json;
  key: string | number;
}

/** A place in a value: each kind of place as often as any other, however many there are of it. */
function placeIn(json: Json, random: Random): Place {
  const kinds = [...placesOf(json).values()];
  const places = kinds[random.below(kinds.length)] ?? [{ within: json, key: 'x' }];
  return places[random.below(places.length)] as Place;
}

/** All places, by their paths; those of a list's items are of one kind. */
function placesOf(value: unknown, path = '', found = new Map<string, Place[]>()): Map<string, Place[]> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, part] of Object.entries(value)) {
    const kind = Array.isArray(value) ? `${path}[]` : `${path}.${key}`;
    const places = found.get(kind) ?? [];
    found.set(kind, places);
    if (places.length < 50) places.push({ within: value as Json, key: Array.isArray(value) ? Number(key) : key });
    placesOf(part, kind, found);
  }
  return found;
}
