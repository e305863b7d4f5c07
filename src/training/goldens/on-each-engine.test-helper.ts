import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import type { EngineName } from '../../protocol/engine';
import type { Deviations } from './deviations.test-helper';

/**
 * A test for each file on each engine: nothing deviates by more than is allowed.
 *
 * @param files by name; where there are none, no engine is started
 */
export function onEachEngine<G>(files: [string, G][], compareOn: (golden: G, engine: Engine) => Promise<Deviations>): void {
  const engines: readonly EngineName[] = files.length > 0 ? ['cpu', 'wasm', 'webgpu'] : [];
  for (const name of engines) {
    // One engine for all files: on WebGPU most of the time goes into programs that are compiled once.
    describe(`on ${name}`, () => {
      let engine: Engine;
      beforeAll(async () => {
        engine = await startEngine(name);
      });
      afterAll(() => engine.stop());

      test.each(files)('%s', async (file, golden) => {
        const deviations = await compareOn(golden as G, engine);
        console.log(`${file} ${name}: ${deviations}`);
        expect(deviations.failures).toEqual([]);
      });
    });
  }
}
