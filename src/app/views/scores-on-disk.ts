import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import { sizeText } from '../data/file-draft';

/** What Chromium has for it, which TypeScript does not know of yet. */
type Picker = (how: { suggestedName: string; types: { description: string; accept: Record<string, string[]> }[]; id: string }) => Promise<Picked>;
type Picked = FileSystemFileHandle & { remove?(): Promise<void> };

const picker = () => (window as { showSaveFilePicker?: Picker }).showSaveFilePicker;

/** Whether a person can say where a file goes before it is made. */
export const canPick = () => picker() !== undefined;

/**
 * Asks where a CSV is to go. It must follow a press.
 *
 * @returns undefined where the browser cannot ask; `closed` where the person wants none
 */
export async function pickScores(suggestedName: string): Promise<FileSystemFileHandle | 'closed' | undefined> {
  try {
    return await picker()?.({ suggestedName, types: [{ description: 'CSV', accept: { 'text/csv': ['.csv'] } }], id: 'scores' });
  } catch (error) {
    // A page within another may not ask.
    return error instanceof DOMException && error.name === 'AbortError' ? 'closed' : undefined;
  }
}

/** A CSV that is written straight to the disk: neither memory nor disk holds it twice. */
export interface ScoresOnDisk {
  name: string;
  /** @throws UserError where it cannot be written, as when the disk is full */
  take(part: string): Promise<void>;
  bytes(): number;
  /** Only now it stands under its name. @throws UserError where it cannot be put there */
  finish(): Promise<void>;
  /** Leaves no broken file, and none without content. */
  giveUp(): Promise<void>;
}

/**
 * The browser writes beside the file that was picked, and puts it in its place at the end: until then there is an empty one.
 *
 * @throws UserError where the file cannot be written
 */
export async function scoresOnDisk(picked: FileSystemFileHandle): Promise<ScoresOnDisk> {
  const { name } = picked;
  const encoder = new TextEncoder();
  let bytes = 0;
  const refused = (error: unknown) =>
    new UserError(
      `the file could not be written after ${sizeText(bytes)} (${errorText(error).replace(/\.$/, '')})`,
      name,
      'Nothing of it is left. Make room, or choose another place, and score again.',
    );
  const stream = await picked.createWritable().catch((error: unknown) => {
    throw refused(error);
  });
  return {
    name,
    async take(part) {
      const encoded = encoder.encode(part);
      await stream.write(encoded).catch((error: unknown) => {
        throw refused(error);
      });
      bytes += encoded.length;
    },
    bytes: () => bytes,
    finish: () =>
      stream.close().catch((error: unknown) => {
        throw refused(error);
      }),
    async giveUp() {
      // What failed before is given up already.
      await stream.abort().catch(() => {});
      await removeEmpty(picked);
    },
  };
}

/** Of a file that was picked to be written, and was not. */
export async function removeEmpty(picked: Picked): Promise<void> {
  try {
    if ((await picked.getFile()).size === 0) await picked.remove?.();
  } catch {
    // It has gone already, or may not be removed: then it holds nothing.
  }
}
