/** Memory in blocks of powers of two; what is given back is used again, whole or halved. */

/**
 * Where the lists of free blocks begin, one for each power of two, 0 where there is none. The compiler takes it that nothing
 * lies below 1024.
 */
const LISTS: usize = 1024;
const PAGE: u64 = 65536;
const LEAST: u32 = 16;

/** Where new memory begins: behind the lists. Nothing lies at 0, so that 0 can mean nothing. */
let top: usize = 2048;

function orderOf(bytes: u32): u32 {
  return 32 - clz<u32>(max<u32>(bytes, LEAST) - 1);
}

/** @returns 0 where memory is used up; what lies in the block is anything */
export function allocate(bytes: u32): usize {
  const order = orderOf(bytes);
  if (order > 31) return 0;
  for (let o = order; o < 32; o++) {
    const list = LISTS + ((<usize>o) << 2);
    const block = <usize>load<u32>(list);
    if (!block) continue;
    store<u32>(list, load<u32>(block));
    while (o > order) {
      o--;
      release(block + ((<usize>1) << o), 1 << o);
    }
    return block;
  }
  const size: u64 = (<u64>1) << order;
  const end = <u64>top + size;
  const have = <u64>memory.size() * PAGE;
  if (end > <u64>0xffff0000) return 0;
  if (end > have) {
    const pages = <i32>((end - have + PAGE - 1) / PAGE);
    // Some more than is needed: each time that memory grows the engine may go through all that it holds. Unused pages take nothing.
    if (memory.grow(pages + <i32>(have / PAGE / 16)) < 0 && memory.grow(pages) < 0) return 0;
  }
  const block = top;
  top += <usize>size;
  return block;
}

/** @param bytes as it was asked for */
export function release(block: usize, bytes: u32): void {
  const list = LISTS + ((<usize>orderOf(bytes)) << 2);
  store<u32>(block, load<u32>(list));
  store<u32>(list, <u32>block);
}
