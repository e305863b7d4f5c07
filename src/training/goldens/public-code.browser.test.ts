import { expect, inject, test } from 'vitest';
import { DEFAULT_MODEL } from '../../config/complete';
import { fidelityBundle } from '../../config/fidelity';
import type { ModelConfig } from '../../config/run-config';
import { Model } from '../../model/model';
import { toStateDict } from '../../model/state-dict';
import { startState } from '../step';
import { compare } from './compare.test-helper';
import { shapeOf } from './golden.test-helper';
import { onEachEngine } from './on-each-engine.test-helper';
import { CLASSES_ELSEWHERE, PUBLIC_CLASSES } from './public-classes';
import { classOf, extraOf, namesFor, type PublicGolden } from './public-golden.test-helper';

const { folder, given, publicCode: files } = inject('goldens');
const goldens = Object.entries(files) as [string, PublicGolden][];
const compared = goldens.filter(([, golden]) => !(classOf(golden) in CLASSES_ELSEWHERE));
const left = goldens.filter(([, golden]) => classOf(golden) in CLASSES_ELSEWHERE);

if (given && goldens.length === 0) test.skip(`${folder} holds no file of the public collection`);
for (const [file, golden] of left) {
  const why = `${file}: no model here computes the class ${classOf(golden)}. ${CLASSES_ELSEWHERE[classOf(golden)]}`;
  console.log(why);
  test.skip(why);
}

test.skipIf(given)('there are goldens of every class that stands here', () => {
  expect(goldens, `No goldens in ${folder}.`).not.toHaveLength(0);
  expect(Object.keys(PUBLIC_CLASSES).filter((name) => name in CLASSES_ELSEWHERE || !compared.some(([, golden]) => classOf(golden) === name))).toEqual([]);
});

function modelOf(golden: PublicGolden): Model {
  const here = PUBLIC_CLASSES[classOf(golden)];
  // A file that cannot be mapped must not pass unseen.
  if (!here) throw new Error(`No model here stands for the class "${classOf(golden)}".`);
  const { backbone, config: said } = here;
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

onEachEngine(compared, (golden, engine) => {
  const model = modelOf(golden);
  const extra = extraOf(golden);
  const ours = Object.keys(toStateDict(model, startState(model, 1))).filter((each) => !(each in extra));
  return compare(golden, model, engine, namesFor(golden, model.config, ours), extra);
});
