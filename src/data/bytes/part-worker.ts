import { errorText } from '../../lib/error-text';
import type { Part } from './part';
import { type PartQuestion, readPart } from './read-part';

/** A thread that reads parts of a file, one after the other. */

export type PartAnswer = 'begun' | { part: Part | undefined } | { error: string };

addEventListener('message', async ({ data }: MessageEvent<PartQuestion>) => {
  postMessage('begun' satisfies PartAnswer);
  try {
    const part = await readPart(data);
    const moved = part?.columns.flatMap(({ codes, bytes, starts }) => [codes.buffer as ArrayBuffer, bytes.buffer, starts.buffer]) ?? [];
    postMessage({ part } satisfies PartAnswer, { transfer: moved });
  } catch (error) {
    // Who asked reads the part again, and meets the error at its own line of the file.
    postMessage({ error: errorText(error) } satisfies PartAnswer);
  }
});
