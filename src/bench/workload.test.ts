import { expect, test } from 'vitest';
import { BACKBONES } from '../config/run-config';
import { Model } from '../model/model';
import { modelShape } from '../training/rows/batch';
import { encodedRows, MOVIELENS, movielensOf, settingsOf } from './workload';

test('MLP + HAMUR of the list of models is the one that PyTorch code is timed of', () => {
  expect(settingsOf(movielensOf('mlp', true))).toEqual(settingsOf({ ...MOVIELENS, model: { ...MOVIELENS.model, backbone: 'mlp' } }));
});

test('every model can be built on these rows, alone and with HAMUR, which is what they differ in', () => {
  for (const backbone of BACKBONES) {
    const [alone, hamur] = [false, true].map((adapted) => {
      const workload = { ...movielensOf(backbone, adapted), batch: 4 };
      const { model } = settingsOf(workload);
      expect(model.backbone).toBe(backbone);
      return new Model(modelShape(encodedRows(workload), model), model).parameters.countByPart();
    });
    expect(Object.keys(hamur ?? {}).filter((part) => !(part in (alone ?? {})))).toEqual(['hyper-network', 'adapters']);
  }
});
