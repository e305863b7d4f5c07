import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** Part of what the hash is: other pieces would give another one. */
const PIECE_BYTES = 1 << 20;
/** Pieces that may be hashed at once, so that a fast file does not fill the memory. */
const MOST_AT_ONCE = 4;

/**
 * The identity of a file's content: SHA-256 of the SHA-256s of its pieces of 1 MiB (1,048,576 bytes, the last one shorter), one after
 * the other; of an empty file, of nothing. Two files of one hash would be a collision of SHA-256. The browser hashes pieces beside
 * the work, at several times the speed of one hash in JavaScript.
 */
export class ContentHash {
  private piece = new Uint8Array(PIECE_BYTES);
  private filled = 0;
  private readonly digests: Promise<Uint8Array>[] = [];
  private pending = 0;
  /** Those that are hashed, to be filled again. */
  private readonly free: Uint8Array<ArrayBuffer>[] = [];

  /** @returns a promise to wait for before the next call, where enough is being hashed already */
  async update(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + PIECE_BYTES - this.filled);
      this.piece.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === PIECE_BYTES) await this.endPiece();
    }
  }

  /** Hex. Nothing may be added afterwards. */
  async digest(): Promise<string> {
    if (this.filled > 0) await this.endPiece();
    const all = new Uint8Array(32 * this.digests.length);
    for (const [i, digest] of (await Promise.all(this.digests)).entries()) all.set(digest, 32 * i);
    return bytesToHex(await sha(all));
  }

  private async endPiece(): Promise<void> {
    const { piece, filled } = this;
    this.filled = 0;
    this.pending++;
    const digest = sha(piece.subarray(0, filled)).finally(() => {
      this.pending--;
      this.free.push(piece);
    });
    this.digests.push(digest);
    // Nobody may ever ask for it: a reading that was given up.
    digest.catch(() => {});
    if (this.pending >= MOST_AT_ONCE) await this.digests[this.digests.length - this.pending];
    this.piece = this.free.pop() ?? new Uint8Array(PIECE_BYTES);
  }
}

/** `crypto.subtle` is there on secure pages only; on others JavaScript does the same. */
async function sha(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : sha256(bytes);
}
