import { Texts } from '../table/texts';
import { columnFacts, type Kernel } from './kernel';

/** A length that is written behind it. */
const LONG = 255;

/** A column's texts, which stay where they are: in the kernel's memory, whose work is done. */
export function textsOf(kernel: Kernel, column: number): Texts {
  const { memory } = kernel;
  const [bytes, words] = [new Uint8Array(memory.buffer), new Uint32Array(memory.buffer)];
  const { distinct, list } = columnFacts(kernel, column);
  const [starts, ends] = [new Uint32Array(distinct), new Uint32Array(distinct)];
  let code = 0;
  for (let block = list >>> 2; block !== 0; block = (words[block] as number) >>> 2) {
    const first = block + 3;
    const end = first + (words[block + 1] as number);
    for (let i = first; i < end; i++) {
      const at = (words[i] as number) + 4;
      const short = bytes[at] as number;
      const start = short === LONG ? at + 5 : at + 1;
      starts[code] = start;
      ends[code] = start + (short === LONG ? longLength(bytes, at + 1) : short);
      code++;
    }
  }
  return new Texts(bytes, starts, ends);
}

const longLength = (bytes: Uint8Array, at: number) => new DataView(bytes.buffer, at).getUint32(0, true);
