import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import type { EngineName } from '../protocol/engine';
import { demoRun, SMALL } from './test-helpers';
import { Trainer } from './trainer';

const CONTROL = { beforeStep: async () => true, breathe: async () => {} };

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    test('a run that cannot be made leaves nothing on the engine, and one that can is made afterwards', async () => {
      const { config, data } = demoRun(SMALL);
      const before = engine.allocated().tensors;
      let views = 0;
      // It fails at the second model, when the rows and the first one are there.
      const failing: Engine = {
        ...engine,
        view: (flat, from, shape) => {
          if (++views > 60) throw new Error('no more views');
          return engine.view(flat, from, shape);
        },
      };
      expect(() => new Trainer(config, data, failing, CONTROL)).toThrow('no more views');
      expect(engine.allocated().tensors).toBe(before);

      const trainer = new Trainer(config, data, engine, CONTROL);
      expect(engine.allocated().tensors).toBeGreaterThan(before + 60);
      trainer.dispose();
      expect(engine.allocated().tensors).toBe(before);
    });
  });
}
