import { errorText } from '../../lib/error-text';
import type { Said } from '../../lib/side-worker';
import type { Part } from './part';
import { type PartQuestion, readPart } from './read-part';

/** A thread that reads parts of a file, one after the other. */

export type PartAnswer = 'begun' | { part: Part | undefined } | { error: string };

/** Buffers that are named are gone here. */
function say(answer: PartAnswer, moved: ArrayBuffer[] = []): void {
  postMessage([answer, moved] satisfies Said<PartAnswer>, { transfer: moved });
}

addEventListener('message', async ({ data }: MessageEvent<PartQuestion>) => {
  say('begun');
  try {
    const part = await readPart(data);
    const moved = part?.columns.flatMap(({ codes, bytes, starts }) => [codes.buffer as ArrayBuffer, bytes.buffer, starts.buffer]) ?? [];
    say({ part }, moved);
  } catch (error) {
    // Who asked reads the part again, and meets the error at its own line of the file.
    say({ error: errorText(error) });
  }
});
