import type { RefObject } from 'react';

type Chosen =
  /** One file. */
  | { onFile: (file: File) => unknown; onFiles?: never }
  /** One or more. */
  | { onFiles: (files: File[]) => unknown; onFile?: never };

/** What a button opens to have files chosen; it is never seen itself. @param accept as of the element */
export function FileInput({ chooser, id, accept, onFile, onFiles }: { chooser: RefObject<HTMLInputElement | null>; id: string; accept: string } & Chosen) {
  return (
    <input
      ref={chooser}
      type="file"
      hidden
      multiple={onFiles !== undefined}
      data-testid={id}
      accept={accept}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        // The same file may be chosen again after it was corrected.
        event.target.value = '';
        const [file] = files;
        if (!file) return;
        if (onFiles) onFiles(files);
        else onFile(file);
      }}
    />
  );
}
