import type { OnnxAttribute, OnnxConstant, OnnxNode } from '../../protocol/onnx-graph';

/** Nodes and constants of a graph as they come; each gets a name. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  private readonly byName = new Map<string, OnnxConstant>();

  get constants(): OnnxConstant[] {
    return [...this.byName.values()];
  }

  /** An operator that gives one tensor. @returns its name */
  node(op: string, inputs: string[], attributes: Record<string, OnnxAttribute> = {}): string {
    const name = `${op.toLowerCase()}.${this.nodes.length}`;
    this.nodes.push({ op, inputs, outputs: [name], attributes });
    return name;
  }

  /** Whole numbers, [n]. */
  ints(values: number[]): string {
    return this.constant(`int64.${values.join('.')}`, { shape: [values.length], data: values });
  }

  /** [n] */
  floats(values: number[]): string {
    return this.constant(`floats.${values.join(' ')}`, { shape: [values.length], data: Float32Array.from(values) });
  }

  float(value: number): string {
    return this.constant(`float.${value}`, { shape: [], data: Float32Array.of(value) });
  }

  /** @param name its own; the same tensor is put down once */
  constant(name: string, { shape, data }: Omit<OnnxConstant, 'name'>): string {
    if (!this.byName.has(name)) this.byName.set(name, { name, shape, data });
    return name;
  }
}
