import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DEFAULT_MODEL } from '../../config/complete';
import { fidelityBundle } from '../../config/fidelity';
import type { ModelConfig } from '../../config/run-config';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { FULL } from '../../lib/full.test-helper';
import { Model } from '../../model/model';
import { toStateDict } from '../../model/state-dict';
import type { EngineName } from '../../protocol/engine';
import { startState } from '../step';
import { compare } from './compare.test-helper';
import { shapeOf } from './golden.test-helper';
import { CLASSES_ELSEWHERE, PUBLIC_CLASSES } from './public-classes';
import { classOf, extraOf, namesFor, type PublicGolden } from './public-golden.test-helper';

const { folder, files } = inject('publicGoldens');
const goldens = Object.entries(files) as [string, PublicGolden][];
const compared = goldens.filter(([, golden]) => !(classOf(golden) in CLASSES_ELSEWHERE));

test('there are goldens of every class that stands here, and each file is of a class that is known', () => {
  expect(goldens, `No goldens in ${folder}.`).not.toHaveLength(0);
  expect(goldens.filter(([, golden]) => !(classOf(golden) in CLASSES_ELSEWHERE) && !(classOf(golden) in PUBLIC_CLASSES))).toEqual([]);
  expect(Object.keys(PUBLIC_CLASSES).filter((name) => name in CLASSES_ELSEWHERE || !compared.some(([, golden]) => classOf(golden) === name))).toEqual([]);
});

function modelOf(golden: PublicGolden): Model {
  const { backbone, config: said } = PUBLIC_CLASSES[classOf(golden)] as (typeof PUBLIC_CLASSES)[string];
  const config: ModelConfig = {
    ...DEFAULT_MODEL,
    ...fidelityBundle('reference').model,
    fidelity: 'reference',
    adapters: [],
    dropout: 0,
    embedding: golden.embed_dim,
    ...said(golden.model.arguments),
    backbone,
  };
  return new Model(shapeOf(golden, config), config);
}

/** One file of each class; all by `npm run verify`. On software WebGPU each is slow. */
const FIRST = compared.filter(([, golden], i) => compared.findIndex(([, each]) => classOf(each) === classOf(golden)) === i);
const filesOn = (engine: EngineName) => (FULL ? compared : engine === 'webgpu' ? FIRST.slice(0, 1) : FIRST);

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    test.each(filesOn(name))('%s', async (file, golden) => {
      const model = modelOf(golden);
      const extra = extraOf(golden);
      const ours = Object.keys(toStateDict(model, startState(model, 1))).filter((each) => !(each in extra));
      const deviations = await compare(golden, model, engine, namesFor(golden, model.config, ours), extra);
      console.log(`${file} ${name}: ${deviations}`);
      expect(deviations.failures).toEqual([]);
    });
  });
}
