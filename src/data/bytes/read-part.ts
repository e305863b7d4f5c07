import { chunksOf } from '../../lib/chunks-of';
import type { Texts } from '../table/texts';
import type { Part, PartColumn } from './part';
import { DelimitedReader, type ReaderOptions } from './reader';

/** What is asked of one who reads a part: the records that begin in `from`..`to` (bytes), as far as can be told from there. */
export interface PartQuestion {
  file: Blob;
  from: number;
  to: number;
  options: Pick<ReaderOptions, 'layout' | 'limits' | 'fileName'>;
}

const LF = 10;

/**
 * Reads the records that begin in a part of a file. That a line feed ends a record is a guess, as nobody knows here whether it stands
 * in quotes: who knows where the records before end tells by `start` whether it was right.
 *
 * @returns undefined where the part does not end between two lines, or no line begins in it
 * @throws UserError as the reader does, but with lines of the part
 */
export async function readPart({ file, from, to, options }: PartQuestion): Promise<Part | undefined> {
  const layout = { ...options.layout, header: false, skip: 0 };
  const reader = await DelimitedReader.start({ ...options, layout, strict: true, goesOn: true });
  let [start, at] = [-1, from - 1];
  for await (let chunk of chunksOf(file.slice(from - 1).stream())) {
    if (start < 0) {
      const feed = chunk.indexOf(LF);
      if (feed < 0 || at + feed + 1 >= to) {
        at += chunk.length;
        if (at >= to) return undefined;
        continue;
      }
      chunk = chunk.subarray(feed + 1);
      at += feed + 1;
      start = at;
    }
    const inside = chunk.subarray(0, Math.max(0, to - at));
    if (inside.length > 0) reader.push(inside);
    if (at + chunk.length >= to && to < file.size) {
      const seam = reader.pushToSeam(chunk.subarray(inside.length));
      if (seam === 'none') return undefined;
      if (seam !== undefined) return partOf(reader, start, at + inside.length + seam);
    }
    at += chunk.length;
  }
  return start < 0 ? undefined : partOf(reader, start, at);
}

function partOf(reader: DelimitedReader, start: number, end: number): Part {
  const { rows, columns } = reader.finish();
  const { lines, feeds, hasLetters, comments, emptyLine, ragged, text } = reader;
  const own = columns.map(({ codes, values }) => ({ codes, ...together(values) }));
  return { start, end, rows, lines, feeds, hasLetters, comments, ...(emptyLine !== undefined && { emptyLine }), ragged, text, columns: own };
}

/** Texts that lie anywhere, one after the other. */
function together({ bytes, starts: from, ends }: Texts): Pick<PartColumn, 'bytes' | 'starts'> {
  const starts = new Uint32Array(ends.length + 1);
  for (let i = 0; i < ends.length; i++) starts[i + 1] = (starts[i] as number) + (ends[i] as number) - (from[i] as number);
  const all = new Uint8Array(starts[ends.length] as number);
  let to = 0;
  for (let i = 0; i < ends.length; i++) for (let b = from[i] as number; b < (ends[i] as number); b++) all[to++] = bytes[b] as number;
  return { bytes: all, starts };
}
