/** What fails, and how: called before every access to a file, with its name. */
export type Fault = (what: 'open' | 'read' | 'write' | 'flush', name: string) => void;
/** How many of so many bytes are written, of which so many need more room. */
type Room = (bytes: number, more: number) => number;

interface Kept {
  bytes: Uint8Array<ArrayBuffer>;
  changed: number;
  locked: boolean;
}

const notFound = (name: string) => new DOMException(`There is no ${name}.`, 'NotFoundError');

/** A folder of the private file system, in memory: as much of it as is used. */
export class MemoryFolder {
  readonly kind = 'directory';
  readonly files = new Map<string, Kept>();
  readonly folders = new Map<string, MemoryFolder>();

  constructor(
    private readonly fault: Fault = () => {},
    private readonly room: Room = (bytes) => bytes,
  ) {}

  /** As the code under test has it. */
  get handle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<MemoryFolder> {
    const found = this.folders.get(name) ?? (create ? new MemoryFolder(this.fault, this.room) : undefined);
    if (!found) throw notFound(name);
    this.folders.set(name, found);
    return found;
  }

  async getFileHandle(name: string, { create = false } = {}) {
    this.fault('open', name);
    if (create && !this.files.has(name)) this.files.set(name, { bytes: new Uint8Array(0), changed: 0, locked: false });
    if (!this.files.has(name)) throw notFound(name);
    return this.fileHandle(name);
  }

  async removeEntry(name: string): Promise<void> {
    const held = this.files.get(name)?.locked || [...(this.folders.get(name)?.files.values() ?? [])].some(({ locked }) => locked);
    if (held) throw new DOMException('It is open.', 'NoModificationAllowedError');
    if (!this.files.delete(name) && !this.folders.delete(name)) throw notFound(name);
  }

  async *entries(): AsyncGenerator<[string, unknown]> {
    for (const name of this.files.keys()) yield [name, this.fileHandle(name)];
    yield* this.folders;
  }

  private fileHandle(name: string) {
    const found = () => {
      const file = this.files.get(name);
      if (!file) throw notFound(name);
      return file;
    };
    return {
      kind: 'file',
      getFile: async () => new File([found().bytes], name, { lastModified: found().changed }),
      createSyncAccessHandle: async () => {
        const file = found();
        if (file.locked) throw new DOMException('It is open.', 'NoModificationAllowedError');
        file.locked = true;
        return {
          getSize: () => file.bytes.length,
          read: (into: Uint8Array, { at }: { at: number }) => {
            this.fault('read', name);
            const found = file.bytes.subarray(at, at + into.length);
            into.set(found);
            return found.length;
          },
          truncate: (size: number) => {
            this.fault('write', name);
            const bytes = new Uint8Array(size);
            bytes.set(file.bytes.subarray(0, size));
            file.bytes = bytes;
          },
          write: (piece: Uint8Array, { at }: { at: number }) => {
            this.fault('write', name);
            const room = this.room(piece.length, at + piece.length - file.bytes.length);
            const bytes = new Uint8Array(Math.max(file.bytes.length, at + room));
            bytes.set(file.bytes);
            bytes.set(piece.subarray(0, room), at);
            file.bytes = bytes;
            return room;
          },
          flush: () => this.fault('flush', name),
          close: () => {
            file.locked = false;
          },
        };
      },
    };
  }
}
