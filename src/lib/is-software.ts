/** Whether an engine is WebGPU on the processor: it says so in the words for its adapter. */
export const isSoftware = ({ name, adapter }: { name: string; adapter: string }): boolean => name === 'webgpu' && adapter.endsWith('(software)');
