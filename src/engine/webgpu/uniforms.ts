/** Buffers have at least this size, so that one can be written anew for another program. */
const SMALLEST = 256;

interface Held {
  buffer: GPUBuffer;
  /** The last submit that reads it. */
  submit: number;
}

/**
 * Small constant buffers, found by what they hold: the sizes of a step are those of the step before, and cost nothing.
 *
 * A write to a buffer happens before all commands that are recorded and not yet submitted, so a buffer is written again
 * only once no recorded command reads it. Beyond `most` buffers the one that has been unused for longest is
 * written again: those are the ones that held values of one step only.
 */
export class UniformCache {
  private readonly held = new Map<string, Held>();
  private submit = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly most = 1024,
  ) {}

  /**
   * @param key of the content, bit for bit
   * @param make the content, made only where it is not held
   */
  get(key: string, make: () => Uint32Array<ArrayBuffer>): GPUBuffer {
    const found = this.held.get(key);
    if (found) {
      // A Map keeps the order of insertion: what comes last was used last.
      this.held.delete(key);
      this.held.set(key, found);
      found.submit = this.submit;
      return found.buffer;
    }
    const content = make();
    const buffer = this.free(content.byteLength) ?? this.create(content.byteLength);
    this.device.queue.writeBuffer(buffer, 0, content);
    this.held.set(key, { buffer, submit: this.submit });
    return buffer;
  }

  /** Must be called after every submit. */
  submitted(): void {
    this.submit++;
  }

  private create(bytes: number): GPUBuffer {
    const size = Math.max(SMALLEST, Math.ceil(bytes / 16) * 16);
    return this.device.createBuffer({ size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  }

  private free(bytes: number): GPUBuffer | undefined {
    if (this.held.size < this.most) return undefined;
    for (const [key, { buffer, submit }] of this.held) {
      if (submit === this.submit) return undefined;
      if (buffer.size < bytes) continue;
      this.held.delete(key);
      return buffer;
    }
    return undefined;
  }
}
