import type { OnnxAttribute, OnnxConstant, OnnxGraph, OnnxNode } from '../../protocol/onnx-graph';

/** Nodes and constants of a graph as they come; each gets a name. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  private readonly constants = new Map<string, OnnxConstant>();

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

  float(value: number): string {
    return this.constant(`float.${value}`, { shape: [], data: Float32Array.of(value) });
  }

  /** @param name its own; the same tensor is put down once */
  constant(name: string, { shape, data }: Omit<OnnxConstant, 'name'>): string {
    if (!this.constants.has(name)) this.constants.set(name, { name, shape, data });
    return name;
  }

  /** The part of it that some outputs are made from, and all inputs, read or not. */
  reaching(name: string, inputs: OnnxGraph['inputs'], outputs: OnnxGraph['outputs']): OnnxGraph {
    const wanted = new Set(outputs.map((output) => output.name));
    const nodes = this.nodes.toReversed().filter((node) => {
      const read = node.outputs.some((output) => wanted.has(output));
      if (read) for (const input of node.inputs) wanted.add(input);
      return read;
    });
    const constants = [...this.constants.values()].filter((constant) => wanted.has(constant.name));
    return { name, inputs, outputs, constants, nodes: nodes.toReversed() };
  }
}
