import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type DataId, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { VIEW_ALIGNMENT } from '../engine';
import { afterSubmit, countDispatch, passOf, recordCopy, submit } from '../tfjs/webgpu-recording';
import { forgetValues, makePart, placeOf } from '../tfjs/webgpu-tensors';
import { BindGroupCache } from './bind-groups';
import { UniformCache } from './uniforms';

/** Commands are handed over after this many dispatches, so that a loop which never submits does not grow without end. */
export const MOST_DISPATCHES = 512;

export type Element = 'f32' | 'i32' | 'u32' | 'atomic<i32>';

/**
 * A compute program. Its text holds no sizes: these come as `sizes.name`, so that one pipeline serves all shapes.
 *
 * Its code has a function `run(group: u32, thread: u32)`, called for each of `threads` threads of each group. Groups
 * are numbered in one row, however many dimensions their number takes.
 */
export interface Program {
  /** Names the text in full: one key, one text. */
  key: string;
  /** Bindings in order, with their elements: those that are read, then those that are written (and may be read). */
  reads: Record<string, Element>;
  writes: Record<string, Element>;
  /** Names, u32 unless it says `name: f32`. */
  sizes: readonly string[];
  threads: number;
  code: string;
}

/** Part of a buffer. */
export interface Piece {
  buffer: GPUBuffer;
  offset?: number;
  size?: number;
}

export type Bound = TensorInfo | Piece;

interface Compiled {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
  /** How each binding is bound, a character each, which names the layout. */
  modes: string;
}

/**
 * Records programs into the command encoder and the compute pass that tfjs's own kernels are recorded into, so that
 * all of them run in the order they were called in.
 */
export class Dispatcher {
  readonly uniforms: UniformCache;
  private readonly bindGroups: BindGroupCache;
  private readonly device: GPUDevice;
  private readonly compiled = new Map<string, Compiled>();
  private readonly layouts = new Map<string, GPUBindGroupLayout>();
  private failure: string | undefined;

  /** @param tiled products share tiles in workgroup memory: for hardware adapters */
  constructor(
    readonly backend: WebGPUBackend,
    readonly tiled: boolean,
  ) {
    this.device = backend.device;
    this.uniforms = new UniformCache(this.device);
    this.bindGroups = new BindGroupCache(this.device);
    this.device.addEventListener('uncapturederror', (event) => {
      this.failure ??= event.error.message;
    });
    afterSubmit(backend, () => this.uniforms.submitted());
  }

  /**
   * Records one dispatch.
   *
   * @param bound a tensor or a piece of a buffer for each binding of the program
   * @param sizes a value for each of the program's sizes
   * @param groups workgroups; 0: nothing is recorded
   * @throws Error for a binding or a size that is missing, or where the device has reported an error since the last call
   */
  run(program: Program, bound: Record<string, Bound>, sizes: Record<string, number>, groups: number): void {
    this.check();
    if (groups === 0) return;
    const names = [...Object.keys(program.reads), ...Object.keys(program.writes)];
    const pieces = names.map((name) => this.bind(program, name, bound[name]));
    const writes = names.slice(Object.keys(program.reads).length);
    for (const name of writes) this.forget(bound[name] as Bound);

    const { pipeline, layout, modes } = this.find(program, this.contested(program, pieces));
    const bindGroup = this.bindGroups.get(modes, layout, [{ buffer: this.sizesOf(program, { ...sizes, groups }) }, ...pieces]);
    const pass = passOf(this.backend);
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    const most = this.device.limits.maxComputeWorkgroupsPerDimension;
    const down = Math.ceil(groups / most);
    pass.dispatchWorkgroups(Math.ceil(groups / down), down);
    if (countDispatch(this.backend) >= MOST_DISPATCHES) this.submit();
  }

  /** Hands over what is recorded. @throws Error where the device has reported an error since the last call */
  submit(): void {
    this.check();
    submit(this.backend);
  }

  /** @throws Error with the first error that the device has reported since the last call */
  check(): void {
    if (this.failure === undefined) return;
    const message = this.failure;
    this.failure = undefined;
    throw new Error(`The GPU device refused a command: ${message}`);
  }

  /** Compiles programs ahead, in parallel where the browser can. Rejects where one does not compile. */
  async compile(programs: readonly Program[]): Promise<void> {
    await Promise.all(
      programs.map(async (program) => {
        if (this.compiled.has(program.key)) return;
        const { descriptor, ...described } = this.describe(program, '');
        const pipeline = await this.device.createComputePipelineAsync(descriptor);
        if (!this.compiled.has(program.key)) this.compiled.set(program.key, { pipeline, ...described });
      }),
    );
  }

  /** A new tensor; its values are whatever lay there. */
  allocate(shape: number[], dtype: 'float32' | 'int32' = 'float32'): TensorInfo {
    const info = this.backend.makeTensorInfo(shape, dtype);
    this.backend.uploadToGPU(info.dataId);
    return info;
  }

  /**
   * New tensors side by side in one buffer, which goes when the last of them does: for programs that would otherwise
   * bind more buffers than the eight that every adapter offers.
   *
   * @returns the tensors, the buffer, and where in it each begins, in elements
   */
  allocateTogether(shapes: number[][]): { tensors: TensorInfo[]; piece: Piece; at: number[] } {
    const at: number[] = [];
    let end = 0;
    for (const shape of shapes) {
      at.push(end);
      end += Math.ceil(util.sizeFromShape(shape) / VIEW_ALIGNMENT) * VIEW_ALIGNMENT;
    }
    const owner = this.allocate([end]);
    const piece = this.place(owner);
    const tensors = shapes.map((shape, i) => {
      this.backend.incRef(owner.dataId);
      return this.part(owner.dataId, at[i] as number, shape, true);
    });
    this.backend.disposeData(owner.dataId);
    return { tensors, piece, at };
  }

  /** A tensor that is a part of another one's buffer. @param from in elements */
  part(of: DataId, from: number, shape: number[], holds: boolean): TensorInfo {
    return makePart(this.backend, of, from, shape, holds);
  }

  /** Where an output goes: another reference to `given`, or a new tensor. */
  into(given: TensorInfo | undefined, shape: number[]): TensorInfo {
    if (!given) return this.allocate(shape);
    this.backend.incRef(given.dataId);
    return { dataId: given.dataId, shape, dtype: given.dtype };
  }

  /** Gives back a tensor that only recorded commands still need. */
  release(tensor: TensorInfo): void {
    this.backend.disposeData(tensor.dataId);
  }

  /** Whole numbers for a program to read; from the second time on they cost nothing. */
  constant(values: readonly number[]): Piece {
    return { buffer: this.uniforms.get(`constant ${values.join()}`, () => Uint32Array.from(values)) };
  }

  /** Copies from tensor to tensor of one size, in order with what is recorded. They must not share a buffer. */
  copy(from: Piece, to: Piece, bytes: number): void {
    recordCopy(this.backend, from, to, bytes);
  }

  /** Where a tensor lies; uploads it if need be, and keeps it until the commands that are recorded next have been submitted. */
  place(tensor: TensorInfo): Piece {
    return placeOf(this.backend, tensor);
  }

  /** Must be called for a tensor that is written to in place, so that values read from it are not kept. */
  forget(bound: Bound): void {
    if ('dataId' in bound) forgetValues(this.backend, bound.dataId);
  }

  private bind(program: Program, name: string, bound: Bound | undefined): Piece {
    if (!bound) throw new Error(`The program ${program.key} was given nothing for ${name}.`);
    return 'dataId' in bound ? this.place(bound) : bound;
  }

  private sizesOf(program: Program, values: Record<string, number>): GPUBuffer {
    const fields = ['groups', ...program.sizes].map((field) => field.split(': ') as [string, string?]);
    const content = fields.map(([name, type]) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The program ${program.key} was given no ${name}.`);
      return type === 'f32' ? `${value}f` : value;
    });
    return this.uniforms.get(content.join(), () => {
      const words = new Uint32Array(Math.ceil(fields.length / 4) * 4);
      const floats = new Float32Array(words.buffer);
      for (const [i, [name, type]] of fields.entries()) {
        if (type === 'f32') floats[i] = values[name] as number;
        else words[i] = values[name] as number;
      }
      return words;
    });
  }

  /**
   * The bindings that are only read, but lie in a buffer that another binding writes to: a buffer may not be both, so
   * these are bound as if they were written, each to its own part. One character a binding, `r` where all is well.
   */
  private contested({ reads }: Program, pieces: Piece[]): string {
    const count = Object.keys(reads).length;
    const written = new Set(pieces.slice(count).map(({ buffer }) => buffer));
    const marks = pieces.slice(0, count).map(({ buffer }) => (written.has(buffer) ? 'w' : 'r'));
    return marks.includes('w') ? marks.join('') : '';
  }

  private find(program: Program, contested: string): Compiled {
    const key = program.key + contested;
    let found = this.compiled.get(key);
    if (!found) {
      const { descriptor, ...described } = this.describe(program, contested);
      found = { pipeline: this.device.createComputePipeline(descriptor), ...described };
      this.compiled.set(key, found);
    }
    return found;
  }

  private describe(program: Program, contested: string): Omit<Compiled, 'pipeline'> & { descriptor: GPUComputePipelineDescriptor } {
    const reads = Object.keys(program.reads).map((_, i) => contested[i] ?? 'r');
    const modes = reads.join('') + 'w'.repeat(Object.keys(program.writes).length);
    const layout = this.layoutOf(modes);
    const module = this.device.createShaderModule({ label: program.key, code: textOf(program, reads) });
    const pipelineLayout = this.device.createPipelineLayout({ bindGroupLayouts: [layout] });
    return { layout, modes, descriptor: { label: program.key, layout: pipelineLayout, compute: { module, entryPoint: 'main' } } };
  }

  private layoutOf(modes: string): GPUBindGroupLayout {
    let layout = this.layouts.get(modes);
    if (!layout) {
      const types: GPUBufferBindingType[] = ['uniform', ...[...modes].map((mode) => (mode === 'w' ? 'storage' : 'read-only-storage') as GPUBufferBindingType)];
      layout = this.device.createBindGroupLayout({
        entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
      });
      this.layouts.set(modes, layout);
    }
    return layout;
  }
}

function textOf({ reads, writes, sizes, threads, code }: Program, modes: string[]): string {
  const fields = ['groups', ...sizes].map((field) => (field.includes(':') ? field : `${field}: u32`));
  const bindings = [
    ...Object.entries(reads).map(([name, element], i) => [name, element, modes[i] === 'w' ? 'read_write' : 'read']),
    ...Object.entries(writes).map(([name, element]) => [name, element, 'read_write']),
  ];
  return `
    struct Sizes { ${fields.join(', ')} }
    @group(0) @binding(0) var<uniform> sizes: Sizes;
    ${bindings.map(([name, element, access], i) => `@group(0) @binding(${i + 1}) var<storage, ${access}> ${name}: array<${element}>;`).join('\n    ')}
    ${code}
    @compute @workgroup_size(${threads})
    fn main(@builtin(workgroup_id) at: vec3<u32>, @builtin(num_workgroups) across: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
      let group = at.y * across.x + at.x;
      if (group >= sizes.groups) { return; }
      run(group, thread);
    }`;
}

const dispatchers = new WeakMap<object, Dispatcher>();

/** Makes a backend's kernels find their dispatcher. */
export function installDispatcher(dispatcher: Dispatcher): void {
  dispatchers.set(dispatcher.backend, dispatcher);
}

/** @throws Error where the backend was not started by us */
export function dispatcherOf(backend: unknown): Dispatcher {
  const found = dispatchers.get(backend as object);
  if (!found) throw new Error('This WebGPU backend has no dispatcher.');
  return found;
}
