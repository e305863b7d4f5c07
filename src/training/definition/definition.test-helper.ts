import type { Backbone, ModelConfig } from '../../config/run-config';
import type { ModelShape } from '../../model/shape';
import { adaSparse } from './ada-sparse.test-helper';
import { adaptDhm } from './adapt-dhm.test-helper';
import { mmoe, ple, sharedBottom } from './experts.test-helper';
import { m2m } from './m2m.test-helper';
import { m3oe } from './m3oe.test-helper';
import { type Defined, partsOf } from './parts.test-helper';
import { epnet, pepnet, ppnet } from './personalised.test-helper';
import { dcn, mlp, wideDeep } from './plain.test-helper';
import { type DefinedBatch, type Parameter, type Rows, sigmoid } from './rows.test-helper';
import { sarNet } from './sar-net.test-helper';
import { star } from './star.test-helper';

/**
 * Every backbone, with and without adapters, written a second time: row by row, in float64, as the papers' equations
 * read. It shares nothing with the model but the names of the parameters.
 */
const DEFINED: Record<Backbone, Defined> = {
  mlp,
  dcn,
  'wide-deep': wideDeep,
  'shared-bottom': sharedBottom,
  mmoe,
  ple,
  star,
  epnet,
  ppnet,
  pepnet,
  m3oe,
  'sar-net': sarNet,
  adasparse: adaSparse,
  'adapt-dhm': adaptDhm,
  m2m,
};

/**
 * The loss of a batch in training, as a function of the parameters, for its differences to be taken. Where a gradient is stopped it
 * holds the values of the first call.
 */
export function definedLoss(shape: ModelShape, config: ModelConfig, parameter: Parameter, batch: DefinedBatch): () => number {
  const held = new Map<string, Rows>();
  return () =>
    DEFINED[config.backbone](partsOf(shape, config, parameter, batch, held)).reduce((loss, logit, i) => {
      const p = sigmoid(logit);
      return loss - (batch.weights[i] as number) * Math.log(batch.labels[i] ? p : 1 - p);
    }, 0);
}
