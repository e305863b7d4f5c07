/** Where tfjs's binaries lie: files of tfjs-backend-wasm 4.22.0 that its index does not export. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

export const WASM_BINARIES = { plain, simd };
