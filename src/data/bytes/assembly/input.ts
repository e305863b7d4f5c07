import { allocate, release } from './memory';

/** The bytes at hand: a record that has begun, and what came after it. */

/** A block of `lines` and a byte more are read over the end. */
const BEYOND: u32 = 80;

let buffer: usize = 0;
let capacity: u32 = 0;
/** Where the record at hand begins. */
export let from: usize = 0;
/** Where the bytes end. */
export let to: usize = 0;

export function advance(next: usize): void {
  from = next;
}

/**
 * Makes room for more bytes behind those at hand, which may move.
 *
 * @returns where they are to be written, 0 where memory is used up
 */
export function room(bytes: u32): usize {
  const held = <u32>(to - from);
  const needed = <u64>held + bytes + BEYOND;
  if (needed > 0x40000000) return 0;
  if (needed > capacity) {
    // As much again as is held: a long record is not moved for each of its pieces.
    const larger = <u32>needed + held;
    const block = allocate(larger);
    if (!block) return 0;
    memory.copy(block, from, held);
    if (buffer) release(buffer, capacity);
    buffer = block;
    capacity = larger;
  } else if (from > buffer) {
    memory.copy(buffer, from, held);
  }
  from = buffer;
  to = buffer + held;
  return to;
}

export function added(bytes: u32): void {
  to += bytes;
}
