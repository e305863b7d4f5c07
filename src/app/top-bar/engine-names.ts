/** The engines as the page calls them. */
export const ENGINE_NAMES = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript', auto: 'Automatic' } as const;
