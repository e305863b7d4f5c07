/** What can be said of a machine's WebGPU before a device is asked for. */
export interface AdapterFound {
  adapter: GPUAdapter;
  /** Vendor, architecture and description, as far as the browser tells. */
  description: string;
  /** It computes on the processor; our WASM engine is about ten times faster there. */
  software: boolean;
}

/** From a request that found nothing to the next one. */
const AGAIN_MS = 200;

/** A machine that had none twice is not waited for again. */
let hasNone = false;

/** @returns the machine's adapter, hardware preferred, or why there is none. */
export async function findAdapter(): Promise<AdapterFound | string> {
  if (!('gpu' in navigator) || !navigator.gpu) return 'this browser has no WebGPU';
  let adapter: GPUAdapter | null;
  try {
    adapter = await requestAdapter(navigator.gpu);
  } catch (error) {
    return `WebGPU failed to look for an adapter (${String(error)})`;
  }
  if (!adapter) return 'this browser has WebGPU, but finds no adapter on this machine';
  const { vendor, architecture, device, description } = adapter.info;
  const words = [vendor, architecture, device, description].filter((word) => word !== '');
  return {
    adapter,
    description: [...new Set(words)].join(' ') || 'an adapter that the browser does not name',
    software: isSoftware(adapter, words.join(' ')),
  };
}

/**
 * Asks again where there is none: Chromium on Linux answers the first request with nothing while its GPU process is still
 * starting Vulkan ("A valid external Instance reference no longer exists"), and the next one with the adapter.
 */
async function requestAdapter(gpu: GPU): Promise<GPUAdapter | null> {
  const ask = () => gpu.requestAdapter({ powerPreference: 'high-performance' });
  const first = await ask();
  if (first || hasNone) return first;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  const second = await ask();
  hasNone = !second;
  return second;
}

function isSoftware(adapter: GPUAdapter, words: string): boolean {
  const { info } = adapter as { info: GPUAdapterInfo & { isFallbackAdapter?: boolean } };
  const older = adapter as GPUAdapter & { isFallbackAdapter?: boolean };
  return info.isFallbackAdapter ?? older.isFallbackAdapter ?? /swiftshader|llvmpipe|software|basic render/i.test(words);
}
