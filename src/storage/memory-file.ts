import type { SyncFile } from './slots';

/** A file in memory, where the browser refuses a place on the disk: a lost device can then be made good, a closed tab cannot. */
export function memoryFile(): SyncFile {
  let bytes = new Uint8Array(0);
  const resize = (size: number) => {
    const next = new Uint8Array(size);
    next.set(bytes.subarray(0, size));
    bytes = next;
  };
  return {
    getSize: () => bytes.length,
    read: (into, { at }) => {
      const found = bytes.subarray(at, at + into.length);
      into.set(found);
      return found.length;
    },
    write: (values, { at }) => {
      if (at + values.length > bytes.length) resize(at + values.length);
      bytes.set(values, at);
      return values.length;
    },
    truncate: resize,
    flush: () => {},
    close: () => {},
  };
}
