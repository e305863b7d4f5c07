/** The kernels that `assembly/index.ts` exports; a kernel is called by its place here in other threads. */
export const KERNELS = [
  'adapterCell',
  'adapterCellGradient',
  'catchUpRows',
  'copyRows',
  'crossLayer',
  'crossLayerByInput',
  'crossLayerByWeight',
  'domainMap',
  'domainMapByInput',
  'domainMapByWeight',
  'dropoutMask',
  'embed',
  'embedGradient',
  'factorGate',
  'factorGateGradient',
  'layerNorm',
  'layerNormByInput',
  'layerNormByScale',
  'listRows',
  'logisticLoss',
  'mixExperts',
  'mixExpertsGradient',
  'multiply',
  'multiplyByWeight',
  'multiplyOwn',
  'multiplySum',
  'norm',
  'normEvaluation',
  'normGradient',
  'optimise',
  'optimiseRows',
  'ownLogit',
  'ownLogitByInput',
  'ownLogitByWeight',
  'pack',
  'pickRows',
  'squares',
  'sumOfSquares',
] as const;
export type KernelName = (typeof KERNELS)[number];

/** Each takes its parameters, then which share to do and how many there are. */
export type KernelExports = Record<KernelName, (...parameters: number[]) => void> & { setScratch(at: number): void };

/** The exports in the order of KERNELS. */
export function kernelList(exports: KernelExports): ((...parameters: number[]) => void)[] {
  return KERNELS.map((name) => {
    const kernel = exports[name];
    if (!kernel) throw new Error(`The WebAssembly binary has no kernel ${name}.`);
    return kernel;
  });
}
