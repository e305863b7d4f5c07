import type { RefObject } from 'react';

/** What a button opens to have a file chosen; it is never seen itself. @param accept as of the element */
export function FileInput({
  chooser,
  id,
  accept,
  onFile,
}: {
  chooser: RefObject<HTMLInputElement | null>;
  id: string;
  accept: string;
  onFile: (file: File) => unknown;
}) {
  return (
    <input
      ref={chooser}
      type="file"
      hidden
      data-testid={id}
      accept={accept}
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        if (file) onFile(file);
        // The same file may be chosen again after it was corrected.
        event.target.value = '';
      }}
    />
  );
}
