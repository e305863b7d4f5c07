import { memoryFile } from './memory-file';
import { Slots, type SyncFile } from './slots';

const FOLDER = 'runs';
const NAMES = ['state.0', 'state.1'] as const;
/** A worker that was ended a moment ago may hold its files still. */
const TRIES = 20;
const MS_BETWEEN_TRIES = 100;

/** Where checkpoints of a run go. */
export interface RunSlots {
  slots: Slots;
  /** Why they are in memory alone, where they are: a closed tab then takes them along. */
  trouble?: string;
}

/** @param trouble why they are on no disk, a clause */
export const memorySlots = (trouble: string): RunSlots => ({ slots: new Slots([memoryFile(), memoryFile()]), trouble });

/** The slots of a run in this origin's private files; in memory where the browser refuses those. To be called in a worker. */
export async function openRunSlots(id: string): Promise<RunSlots> {
  try {
    return { slots: await openSlots(id, true) };
  } catch (error) {
    return memorySlots(error instanceof Error ? error.message : String(error));
  }
}

/** What was kept of a run last, and is whole; undefined where there is nothing. @throws whatever the browser throws that refuses its files */
export async function readRunSlots(id: string): Promise<Uint8Array | undefined> {
  let slots: Slots;
  try {
    slots = await openSlots(id, false);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
  try {
    return await slots.read();
  } finally {
    slots.close();
  }
}

async function openSlots(id: string, create: boolean): Promise<Slots> {
  const root = await navigator.storage.getDirectory();
  const folder = await (await root.getDirectoryHandle(FOLDER, { create })).getDirectoryHandle(id, { create });
  const open: SyncFile[] = [];
  try {
    for (const name of NAMES) open.push(await handleOf(await folder.getFileHandle(name, { create })));
    return new Slots(open as [SyncFile, SyncFile]);
  } catch (error) {
    for (const file of open) file.close();
    throw error;
  }
}

async function handleOf(file: FileSystemFileHandle): Promise<SyncFile> {
  for (let tries = 1; ; tries++) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (tries === TRIES || !(error instanceof DOMException && error.name === 'NoModificationAllowedError')) throw error;
      await new Promise((resolve) => setTimeout(resolve, MS_BETWEEN_TRIES));
    }
  }
}
