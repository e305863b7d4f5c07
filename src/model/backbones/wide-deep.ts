import { add, concat } from '@tensorflow/tfjs-core';
import { told } from '../context';
import { applyLinear, type LinearSpec, layers, linear } from '../layers';
import { together } from '../module';
import type { MakeBackbone } from './backbone';
import { applyDeep, deep, deepHead, deepTorchName } from './deep';

/**
 * Wide & Deep (Cheng et al., DLRS 2016) as the authors build it: a linear map of the dense fields beside a deep network
 * over the embeddings, both shared by all domains. Without dense fields there is no wide part. The authors' loop over
 * domains calls the deep network once per domain.
 */
export const wideDeep: MakeBackbone = (shape, config, inputs, looped) => {
  const deepLayers = deep(inputs.fields, config, looped);
  const wide: LinearSpec | undefined =
    shape.dense > 0 ? { name: 'wide', part: 'wide part', groups: 1, inputs: shape.dense, width: 1, torch: () => 'linear.fc' } : undefined;
  // With adapters the authors take the last linear map out of their MLP.
  const torch = config.adapters.length > 0 ? 'mlp_final.fc' : deepTorchName(deepLayers.length);
  const head = deepHead(config, torch);
  return {
    loopsHyperNetwork: false,
    module: together(...(wide ? [linear(wide)] : []), layers(deepLayers), linear(head)),
    // As the authors have it: the wide part's input, then the deep network's.
    hyperInput: ({ dense, fields }) => (dense ? concat([dense, fields], 2) : fields),
    logits: (pass, { fields, dense }, adapt) => {
      const logit = applyLinear(pass, head, applyDeep(pass, deepLayers, fields, adapt));
      return wide && dense ? add(told(pass, { of: 'beside', name: 'wide part' }, applyLinear(pass, wide, dense)), logit) : logit;
    },
  };
};
