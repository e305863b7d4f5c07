import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { MOST_PAGES, shareMemory } from './share-memory';

const binaryOf = (file: string) => new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`@tensorflow/tfjs-backend-wasm/dist/${file}`)));
const importsOf = (binary: Uint8Array<ArrayBuffer>) => WebAssembly.Module.imports(new WebAssembly.Module(binary));

/** (module (memory (export "m") 1) (func (export "f") (result i32) i32.const 8 i32.load)) or with the memory imported. */
const HEADER = [0, 97, 115, 109, 1, 0, 0, 0];
const CODE = [10, 9, 1, 7, 0, 65, 8, 40, 2, 0, 11];
const EXPORTS = [7, 9, 2, 1, 109, 2, 0, 1, 102, 0, 0];
const TYPE = [1, 5, 1, 96, 0, 1, 127];
const OWN = [...HEADER, ...TYPE, 3, 2, 1, 0, 5, 3, 1, 0, 1, ...EXPORTS, ...CODE];
const IMPORTED = [...HEADER, ...TYPE, 2, 15, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 0, 1, 3, 2, 1, 0, ...EXPORTS, ...CODE];

describe('a binary linked with an unshared memory', () => {
  test.each([
    ['of its own', OWN],
    ['that it imports', IMPORTED],
  ])('%s works on a shared one', (_, bytes) => {
    const { binary, initialPages } = shareMemory(Uint8Array.from(bytes));
    expect(initialPages).toBe(1);
    const memory = new WebAssembly.Memory({ initial: initialPages, maximum: MOST_PAGES, shared: true });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
    new Int32Array(memory.buffer)[2] = 123;
    expect((exports.f as () => number)()).toBe(123);
    expect(exports.m).toBe(memory);
  });

  test.each(['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'])('%s: the same imports and exports, and the memory', (file) => {
    const before = binaryOf(file);
    const { binary, initialPages } = shareMemory(before);
    const memory = { kind: 'memory', module: 'env', name: 'memory' };
    expect(importsOf(binary)).toEqual([...importsOf(before), expect.objectContaining(memory)]);
    const exported = (bytes: Uint8Array<ArrayBuffer>) => WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name, kind }) => `${kind} ${name}`);
    expect(exported(binary)).toEqual(exported(before));
    const functions = importsOf(binary).filter(({ kind }) => kind === 'function');
    const imports: Record<string, Record<string, WebAssembly.ImportValue>> = { env: {}, wasi_snapshot_preview1: {} };
    for (const { module, name } of functions) (imports[module] as Record<string, WebAssembly.ImportValue>)[name] = () => 0;
    (imports.env as Record<string, WebAssembly.ImportValue>).memory = new WebAssembly.Memory({ initial: initialPages, maximum: MOST_PAGES, shared: true });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), imports);
    expect((instance.exports.memory as WebAssembly.Memory).buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('a binary without a memory is refused', () => {
    expect(() => shareMemory(Uint8Array.from(HEADER))).toThrow('no memory');
  });
});
