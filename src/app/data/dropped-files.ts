import { LARGE_BYTES } from '../../protocol/library';
import { pointedTo } from '../store/file-pointers';

/** More files of a folder than this are not looked at: it is some other folder. */
const MOST_FILES = 1000;

/** What Chromium gives beside a dropped file, and TypeScript does not know of yet. */
interface PointedItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** The files that were dropped, those in folders too; of these the name says the folder: `ml-1m/users.dat`. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // Both lists are empty once the event is over.
  const plain = [...transfer.files];
  const pointers = plain.some(({ size }) => size > LARGE_BYTES) ? [...transfer.items].map((item: PointedItem) => item.getAsFileSystemHandle?.()) : [];
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  for (const [i, asked] of (await Promise.allSettled(pointers)).entries()) {
    const pointer = asked.status === 'fulfilled' ? asked.value : undefined;
    const file = plain[i];
    if (file && pointer?.kind === 'file' && pointer.name === file.name) pointedTo(file, pointer as FileSystemFileHandle);
  }
  if (!entries.some((entry) => entry.isDirectory)) return plain;
  const files: File[] = [];
  for (const entry of entries) await collect(entry, '', files);
  return files;
}

async function collect(entry: FileSystemEntry, folder: string, files: File[]): Promise<void> {
  if (files.length >= MOST_FILES || entry.name.startsWith('.') || entry.name === '__MACOSX') return;
  const path = `${folder}${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    files.push(folder === '' ? file : new File([file], path, { type: file.type, lastModified: file.lastModified }));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader tells of a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const each of some) await collect(each, `${path}/`, files);
  }
}
