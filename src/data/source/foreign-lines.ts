/** Lines that are kept to be shown, and bytes of each. */
const [LINES, BYTES] = [5, 160];

/** Finds the first lines with bytes beyond ASCII, to show how encodings read them. */
export class ForeignLines {
  readonly found: { line: number; bytes: Uint8Array }[] = [];
  private line = 1;

  /** Pieces come in order; a line that lies in two is seen in parts. */
  take(piece: Uint8Array): void {
    let from = 0;
    while (this.found.length < LINES && from < piece.length) {
      const end = piece.indexOf(10, from);
      const bytes = piece.subarray(from, end < 0 ? piece.length : end);
      const at = bytes.findIndex((byte) => byte > 127);
      if (at >= 0) this.found.push({ line: this.line, bytes: bytes.slice(Math.max(0, at - BYTES / 2), at + BYTES / 2) });
      if (end < 0) return;
      this.line++;
      from = end + 1;
    }
  }
}
