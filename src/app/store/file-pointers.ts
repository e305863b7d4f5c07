import type { FoundFile } from '../../protocol/library';

/** What Chromium's pointers to files can do, and TypeScript does not know of yet. */
export interface AllowedPointer extends FileSystemFileHandle {
  queryPermission?(of: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(of: { mode: 'read' }): Promise<PermissionState>;
}

const pointers = new WeakMap<File, FileSystemFileHandle>();

/** Remembers where the person has a file. @returns the file */
export function pointedTo(file: File, pointer: FileSystemFileHandle): File {
  pointers.set(file, pointer);
  return file;
}

/** Of files, in their order; undefined where none of them has one. */
export function pointersOf(files: readonly File[]): (FileSystemFileHandle | undefined)[] | undefined {
  return files.some((file) => pointers.has(file)) ? files.map((file) => pointers.get(file)) : undefined;
}

/** The file at a pointer. @param ask whether the person may be asked; it must follow a press @returns undefined where it may not be read */
async function fileAt(pointer: AllowedPointer, ask: boolean): Promise<File | undefined> {
  const mode = { mode: 'read' } as const;
  const allowed = (await pointer.queryPermission?.(mode)) ?? 'granted';
  if (allowed !== 'granted' && !(ask && (await pointer.requestPermission?.(mode)) === 'granted')) return undefined;
  return pointedTo(await pointer.getFile(), pointer);
}

/** Files that are kept, in their order; undefined where the person must be asked for one and may not be. @param ask as `fileAt` has it */
export async function filesOf(found: readonly FoundFile[], ask: boolean): Promise<File[] | undefined> {
  const files: File[] = [];
  for (const each of found) {
    const file = 'file' in each ? each.file : await fileAt(each.pointer, ask);
    if (!file) return undefined;
    files.push(file);
  }
  return files;
}
