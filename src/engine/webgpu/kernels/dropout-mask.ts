import { DRAWS, DROPOUT_MASK, type DropoutMaskAttributes } from '../../kernels/dropout-mask';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

const THREADS = 64;

/** WGSL: `mix32`, bit for bit. */
export const MIX32 = `
    fn mix32(value: u32) -> u32 {
      var x = value;
      x = (x ^ (x >> 16u)) * 0x7feb352du;
      x = (x ^ (x >> 15u)) * 0x846ca68bu;
      return x ^ (x >> 16u);
    }`;

/** WGSL: 24 random bits for an element, the hash of `drawOf`, bit for bit. */
export const DRAW_OF = `${MIX32}
    fn drawOf(at: u32, key: u32) -> u32 { return mix32(mix32(at ^ 0x9e3779b9u) ^ key) >> 8u; }`;

const PROGRAM: Program = {
  key: 'dropout mask',
  reads: {},
  writes: { mask: 'f32' },
  sizes: ['key', 'kept', 'size', 'gain: f32'],
  threads: THREADS,
  code: `${DRAW_OF}
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        mask[at] = select(0.0, sizes.gain, drawOf(at, sizes.key) < sizes.kept);
      }`,
};

export const DROPOUT_MASK_KERNEL: WebgpuKernel = {
  name: DROPOUT_MASK,
  programs: () => [PROGRAM],
  run: (on, _, attributes) => {
    const { shape, key, kept } = attributes as DropoutMaskAttributes;
    const size = shape[0] * shape[1] * shape[2];
    const mask = on.allocate(shape);
    on.run(PROGRAM, { mask }, { key, kept, size, gain: DRAWS / kept }, Math.ceil(size / THREADS));
    return mask;
  },
};
