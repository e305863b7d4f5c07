/**
 * Seeded random numbers. Every use draws from a stream with a name of its own, so that adding a draw in one place
 * (an adapter's weights, say) leaves all the others as they were: the backbone of a run with adapters starts from
 * exactly the weights of the run without.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Whole number in 0..n-1, unbiased to within 2^-32 * n. */
  below(n: number): number;
}

/**
 * @param seed the run's seed, any whole number
 * @param stream what the numbers are for, such as `shuffle/3`
 */
export function randomStream(seed: number, stream: string): Random {
  const next = sfc32(hash32(`${seed}`, 0x9e3779b9), hash32(stream, 0x243f6a88), hash32(stream, 0xb7e15162));
  let spare: number | undefined;
  return {
    uniform: () => next() / 4294967296,
    normal: () => {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      // Box-Muller; 1 - u keeps the logarithm away from zero.
      const radius = Math.sqrt(-2 * Math.log(1 - next() / 4294967296));
      const angle = (2 * Math.PI * next()) / 4294967296;
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    below: (n) => Math.floor((next() / 4294967296) * n),
  };
}

/** Puts `items` in random order, in place (Fisher-Yates), and returns it. */
export function shuffle<T extends Int32Array | number[]>(items: T, random: Random): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const kept = items[i] as number;
    items[i] = items[j] as number;
    items[j] = kept;
  }
  return items;
}

/** FNV-1a with a final avalanche, over UTF-16 code units. */
function hash32(text: string, start: number): number {
  let h = start ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Small fast counting generator (Doty-Humphrey, PractRand), 32-bit words; the first 12 words are thrown away. */
function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
