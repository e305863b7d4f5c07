import { saveBlob } from '../figure/save';

/** A CSV that is made in parts. */
export interface ScoresFile {
  /** Tells it from others of the same name, as long as the page is there. */
  id: number;
  take(part: string): void;
  bytes(): number;
  save(name: string): void;
}

let opened = 0;

/**
 * Each part becomes a blob as it comes, which is the browser's to keep: Chromium and Firefox put large ones on the disk, so that the page
 * itself holds handles, not texts, however long the file is.
 */
export function openScores(): ScoresFile {
  const parts: Blob[] = [];
  return {
    id: ++opened,
    take(part) {
      parts.push(new Blob([part]));
    },
    bytes: () => parts.reduce((sum, { size }) => sum + size, 0),
    save: (name) => saveBlob(new Blob(parts, { type: 'text/csv;charset=utf-8' }), name),
  };
}
