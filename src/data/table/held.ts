/** Counts the bytes that a table holds while it is read, and the most that it ever held. */
export class Held {
  now = 0;
  most = 0;

  /** @param bytes below 0 for what is let go */
  add(bytes: number): void {
    this.now += bytes;
    this.most = Math.max(this.most, this.now);
  }
}
