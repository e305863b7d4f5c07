/**
 * Looks through a structure of Thrift's compact protocol before the reader makes values of it: a number may go on for megabytes, each
 * byte of which costs as much as all before it, and structures may stand in structures without end.
 */

/** Bytes of a number of 64 bits. */
const MOST_NUMBER = 10;
const DEEPEST = 24;
/** Values of a whole structure: a real one has some thousands for each row group. */
const MOST_VALUES = 1 << 24;

/** @throws Error where it is cut off, or is none that a Parquet file has */
export function checkThrift(view: DataView, from: number): void {
  let at = from;
  let values = 0;
  const byte = () => {
    if (at >= view.byteLength) throw new Error('its description is cut off');
    return view.getUint8(at++);
  };
  const number = () => {
    let [result, scale] = [0, 1];
    for (let i = 0; i < MOST_NUMBER; i++) {
      const next = byte();
      result += (next & 0x7f) * scale;
      scale *= 128;
      if (next < 0x80) return result;
    }
    throw new Error('a number of its description never ends');
  };
  const skip = (bytes: number) => {
    if (bytes > view.byteLength - at) throw new Error('its description is cut off');
    at += bytes;
  };
  const element = (type: number, depth: number, inList: boolean): void => {
    if (++values > MOST_VALUES) throw new Error(`its description holds more than ${MOST_VALUES} values`);
    if (type === 1 || type === 2) skip(inList ? 1 : 0);
    else if (type === 3) skip(1);
    else if (type >= 4 && type <= 6) number();
    else if (type === 7) skip(8);
    else if (type === 8) skip(number());
    else if (type === 9) {
      const head = byte();
      const count = head >> 4 === 15 ? number() : head >> 4;
      if (count > view.byteLength - at) throw new Error('its description is cut off');
      for (let i = 0; i < count; i++) element(head & 15, depth + 1, true);
    } else if (type === 12) struct(depth + 1);
    else throw new Error('its description is of a kind that is not read');
  };
  const struct = (depth: number): void => {
    if (depth > DEEPEST) throw new Error('its description goes too deep');
    for (;;) {
      const head = byte();
      if ((head & 15) === 0) return;
      if (head >> 4 === 0) number();
      element(head & 15, depth, false);
    }
  };
  struct(0);
}
