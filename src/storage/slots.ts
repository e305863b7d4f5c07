/** The part of a FileSystemSyncAccessHandle that is used; a test has one in memory. */
export interface SyncFile {
  getSize(): number;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** "HAMURKPT" */
const MAGIC = [0x48, 0x41, 0x4d, 0x55, 0x52, 0x4b, 0x50, 0x54];
/** The form of a slot, not of what lies in it. */
const FORM = 1;
/** Magic, form (u32), free (u32), number of the writing (f64), length of the content (f64), hash of all this and of the content. */
const AT = { magic: 0, form: 8, number: 16, length: 24, hash: 32, content: 64 } as const;

/** What a slot holds, once it is known to be whole. */
interface Held {
  number: number;
  content: Uint8Array<ArrayBuffer>;
}

/**
 * Two files of which one is always whole: a writing goes to the one that is older, its content first, and its head only when the content
 * is on the disk. A writing that is cut off at any byte leaves the other as it was.
 */
export class Slots {
  private last: { slot: number; number: number } | undefined;

  /** @param files two, open; nobody else writes to them */
  constructor(private readonly files: readonly [SyncFile, SyncFile]) {}

  /** @returns the content that was written last and is whole, or undefined where there is none */
  async read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const held = await Promise.all(this.files.map(wholeOf));
    const newest = held.reduce<number | undefined>((best, each, slot) => {
      if (!each) return best;
      return best === undefined || each.number > (held[best] as Held).number ? slot : best;
    }, undefined);
    if (newest === undefined) return undefined;
    const { number, content } = held[newest] as Held;
    this.last = { slot: newest, number };
    return content;
  }

  /**
   * Writes over the older content. What was read or written last stays until this is whole.
   *
   * @throws whatever the file throws, a full disk for example; what was written last is still there then
   */
  async write(content: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!this.last) await this.read();
    const { last } = this;
    const slot = last ? 1 - last.slot : 0;
    const number = (last?.number ?? 0) + 1;
    const head = await headOf(number, content);
    const file = this.files[slot] as SyncFile;
    // The head that stands there must not speak of what is being written.
    all(file, new Uint8Array(AT.content), 0);
    all(file, content, AT.content);
    file.truncate(AT.content + content.length);
    file.flush();
    all(file, head, 0);
    file.flush();
    this.last = { slot, number };
  }

  close(): void {
    for (const file of this.files) file.close();
  }
}

/** The hash covers the number too: a changed one would make an old content the newest. */
async function headOf(number: number, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const head = new Uint8Array(AT.content);
  const view = new DataView(head.buffer);
  head.set(MAGIC, AT.magic);
  view.setUint32(AT.form, FORM, true);
  view.setFloat64(AT.number, number, true);
  view.setFloat64(AT.length, content.length, true);
  head.set(await sha256(content), AT.hash);
  head.set(await sha256(head.slice()), AT.hash);
  return head;
}

/** @returns undefined where the file is empty, torn, changed, or of another form */
async function wholeOf(file: SyncFile): Promise<Held | undefined> {
  const size = file.getSize();
  if (size < AT.content) return undefined;
  const head = new Uint8Array(AT.content);
  file.read(head, { at: 0 });
  const view = new DataView(head.buffer);
  const [number, length] = [view.getFloat64(AT.number, true), view.getFloat64(AT.length, true)];
  if (!(number > 0) || !(length >= 0) || AT.content + length > size) return undefined;
  const content = new Uint8Array(length);
  if (file.read(content, { at: AT.content }) !== length) return undefined;
  const whole = await headOf(number, content);
  return whole.every((byte, i) => byte === head[i]) ? { number, content } : undefined;
}

function all(file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const written = file.write(bytes, { at });
  if (written !== bytes.length) throw new DOMException(`${written} of ${bytes.length} bytes were written.`, 'QuotaExceededError');
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
