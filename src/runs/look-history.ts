import type { Look } from '../protocol/insight';

/** What the looks of one run may take together. */
export const MOST_BYTES = 32 * 2 ** 20;

/**
 * The looks with one more, in the order of training. Every probe row's H is kept of the latest look that has it and of the best
 * epoch's alone. If the looks still take more than `most` bytes, looks lose the walks of the followed rows first, from the oldest on.
 * Then looks within an epoch are dropped, then every other one. The first, the latest, the latest with every row's H and that of the
 * best epoch always stay as they are. An unchanged look is the same object.
 *
 * @param bestEpoch of the model so far
 */
export function withLook(looks: readonly Look[], look: Look, bestEpoch: number | undefined, most = MOST_BYTES): Look[] {
  // A look at the same moment takes the place of the one before: other rows may be kept in it.
  const before = looks.filter(({ step, final }) => step !== look.step || final !== look.final);
  const precious = ({ epoch, final }: Look) => epoch === bestEpoch && !final;
  // A look that was asked for may come before an earlier one that was still on its way.
  const inOrder = [...before, look].sort((a, b) => Number(a.final) - Number(b.final) || a.step - b.step);
  const latest = inOrder.findLastIndex(({ instances }) => instances);
  let kept = inOrder.map((each, i) => (i === latest || precious(each) || !each.instances ? each : withoutInstances(each)));
  const spare = (each: Look, i: number) => i === 0 || i === kept.length - 1 || each.instances !== undefined || precious(each);
  const tooMany = () => kept.reduce((sum, each) => sum + bytesOf(each), 0) > most;
  while (tooMany()) {
    const oldest = kept.findIndex((each, i) => each.walks && !spare(each, i));
    if (oldest < 0) break;
    kept = kept.map((each, i) => (i === oldest ? withoutWalks(each) : each));
  }
  while (kept.length > 3 && tooMany()) {
    const within = kept.some((each, i) => !spare(each, i) && !Number.isInteger(each.epoch));
    const next = kept.filter((each, i) => spare(each, i) || (within ? Number.isInteger(each.epoch) : i % 2 === 0));
    if (next.length === kept.length) break;
    kept = next;
  }
  return kept;
}

function withoutInstances({ instances: _, ...look }: Look): Look {
  return look;
}

/** A look that does not know what the followed rows went through. */
export function withoutWalks<L extends Pick<Look, 'walks'>>({ walks: _, ...look }: L): Omit<L, 'walks'> {
  return look;
}

const sizes = new WeakMap<Look, number>();

/** Bytes of the numbers in a look. */
export function bytesOf(look: Look): number {
  const known = sizes.get(look);
  if (known !== undefined) return known;
  const bytes = count(look);
  sizes.set(look, bytes);
  return bytes;
}

function count(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'number') return 8;
  return value && typeof value === 'object' ? Object.values(value).reduce((sum: number, part) => sum + count(part), 0) : 0;
}
