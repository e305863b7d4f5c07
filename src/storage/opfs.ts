import { chunksOf } from '../lib/chunks-of';

/** Folders and files of the origin's private file system, a part of the disk that only this page sees. */

/** Those of the root. `files` holds what was opened, each file named by the hash of its content; `runs` holds a folder for each run. */
export type FolderName = 'files' | 'runs';

/** A folder of the root, made where it is not there. */
export async function folderIn(root: FileSystemDirectoryHandle, name: FolderName): Promise<FileSystemDirectoryHandle> {
  return root.getDirectoryHandle(name, { create: true });
}

/**
 * Writes a whole file, in place of what is there.
 *
 * @param breathe waited for after each piece, so that others get their turn
 * @throws DOMException where there is no room, or another tab writes the same file
 */
export async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  content: ReadableStream<Uint8Array<ArrayBuffer>>,
  breathe: () => Promise<void>,
): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true });
  const file = await handle.createSyncAccessHandle();
  let at = 0;
  try {
    file.truncate(0);
    for await (const piece of chunksOf(content)) {
      const written = file.write(piece, { at });
      if (written !== piece.length) throw new DOMException(`${written} of ${piece.length} bytes were written.`, 'QuotaExceededError');
      at += written;
      await breathe();
    }
    file.flush();
  } catch (error) {
    file.close();
    await remove(folder, name);
    throw error;
  }
  file.close();
}

/** @returns undefined where there is no such file */
export async function readFile(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Deletes a file, or a folder with all that is in it; nothing where it is not there. */
export async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name, { recursive: true });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** Bytes of all files in a folder and the folders in it, by the name of its entries. */
export async function sizesIn(folder: FileSystemDirectoryHandle): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for await (const [name, entry] of folder.entries()) {
    sizes.set(name, entry.kind === 'file' ? await sizeOf(entry as FileSystemFileHandle) : total(await sizesIn(entry as FileSystemDirectoryHandle)));
  }
  return sizes;
}

const total = (sizes: ReadonlyMap<string, number>) => [...sizes.values()].reduce((sum, size) => sum + size, 0);

/** Another tab may delete it meanwhile. */
async function sizeOf(handle: FileSystemFileHandle): Promise<number> {
  try {
    return (await handle.getFile()).size;
  } catch (error) {
    if (isNotFound(error)) return 0;
    throw error;
  }
}

const isNotFound = (error: unknown) => error instanceof DOMException && error.name === 'NotFoundError';
