import type { Piece } from './program';

/**
 * Bind groups, found by what they bind: tfjs gives a step the buffers of the steps before, in one of a few orders, so that
 * after some steps none is made any more.
 */
export class BindGroupCache {
  private readonly held = new Map<string, GPUBindGroup>();
  private readonly names = new WeakMap<GPUBuffer, number>();
  private named = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly most = 2048,
  ) {}

  /** @param name of the layout: one name, one layout */
  get(name: string, layout: GPUBindGroupLayout, pieces: readonly Piece[]): GPUBindGroup {
    let key = name;
    for (const { buffer, offset = 0, size = 0 } of pieces) key += `,${this.nameOf(buffer)} ${offset} ${size}`;
    let found = this.held.get(key);
    // A Map keeps the order of insertion: what comes last was used last.
    if (found) this.held.delete(key);
    else found = this.device.createBindGroup({ layout, entries: pieces.map((resource, binding) => ({ binding, resource })) });
    this.held.set(key, found);
    if (this.held.size > this.most) this.held.delete(this.held.keys().next().value as string);
    return found;
  }

  private nameOf(buffer: GPUBuffer): number {
    let name = this.names.get(buffer);
    if (name === undefined) {
      name = this.named++;
      this.names.set(buffer, name);
    }
    return name;
  }
}
