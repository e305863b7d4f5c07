/** Pages of 64 KB: as many as 32 bits can address. */
export const MOST_PAGES = 65_536;

const IMPORTS = 2;
const MEMORIES = 5;
const MEMORY = 2;
const HAS_MAXIMUM = 1;
const SHARED = 2;

/**
 * A WebAssembly binary whose memory is shared and comes from outside, as `env.memory`, although it was linked with an
 * unshared one: either its own, whose section becomes an import, or an import already. Memories are numbered apart from
 * everything else, so nothing in the code changes, and where the memory is exported it still is.
 *
 * @throws Error where the binary has no memory
 */
export function shareMemory(binary: Uint8Array): { binary: Uint8Array<ArrayBuffer>; initialPages: number } {
  const sections = sectionsOf(binary);
  const own = sections.find(({ id }) => id === MEMORIES);
  const imports = sections.find(({ id }) => id === IMPORTS);
  const reader = new Reader(imports?.contents ?? new Uint8Array([0]));
  const entries: number[][] = [];
  let initialPages = -1;
  const count = reader.number();
  for (let i = 0; i < count; i++) {
    const from = reader.at;
    reader.skip(reader.number());
    reader.skip(reader.number());
    const kind = reader.byte();
    if (kind === MEMORY) {
      const names = [...reader.since(from)];
      const { initial, limits } = sharedLimits(reader);
      initialPages = initial;
      entries.push([...names, ...limits]);
    } else {
      // Of a function: its type; of a table: what it holds and its limits; of a global: its type and whether it changes.
      if (kind === 1) {
        reader.byte();
        skipLimits(reader);
      } else if (kind === 3) reader.skip(2);
      else reader.number();
      entries.push([...reader.since(from)]);
    }
  }
  if (initialPages < 0) {
    if (!own) throw new Error('The WebAssembly binary has no memory to share.');
    const memories = new Reader(own.contents);
    memories.number();
    const { initial, limits } = sharedLimits(memories);
    initialPages = initial;
    entries.push([...name('env'), ...name('memory'), MEMORY, ...limits]);
  }
  const contents = Uint8Array.from([...leb(entries.length), ...entries.flat()]);
  const rest = sections.filter((section) => section !== own && section !== imports);
  // Sections come in the order of their numbers; only those of types (1), and custom ones (0), may stand before.
  const before = rest.findIndex(({ id }) => id > IMPORTS);
  rest.splice(before < 0 ? rest.length : before, 0, { id: IMPORTS, contents });
  const parts = [binary.subarray(0, 8), ...rest.flatMap(({ id, contents: each }) => [Uint8Array.from([id, ...leb(each.length)]), each])];
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return { binary: result, initialPages };
}

interface Section {
  id: number;
  contents: Uint8Array;
}

function sectionsOf(binary: Uint8Array): Section[] {
  const reader = new Reader(binary);
  reader.skip(8);
  const sections: Section[] = [];
  while (reader.at < binary.length) {
    const id = reader.byte();
    const size = reader.number();
    const from = reader.at;
    reader.skip(size);
    sections.push({ id, contents: reader.since(from) });
  }
  return sections;
}

/** Reads a memory's limits. A shared one must say how far it may grow. */
function sharedLimits(reader: Reader): { initial: number; limits: number[] } {
  const flags = reader.byte();
  const initial = reader.number();
  const most = flags & HAS_MAXIMUM ? reader.number() : MOST_PAGES;
  return { initial, limits: [HAS_MAXIMUM | SHARED, ...leb(initial), ...leb(most)] };
}

function skipLimits(reader: Reader): void {
  const flags = reader.byte();
  reader.number();
  if (flags & HAS_MAXIMUM) reader.number();
}

function name(text: string): number[] {
  return [text.length, ...new TextEncoder().encode(text)];
}

/** A whole number as WebAssembly writes it: seven bits a byte, the low ones first. */
function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 128);
  }
}

class Reader {
  at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new Error('The WebAssembly binary ends too early.');
    return value;
  }

  number(): number {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  skip(bytes: number): void {
    this.at += bytes;
  }

  since(from: number): Uint8Array {
    return this.bytes.subarray(from, this.at);
  }
}
