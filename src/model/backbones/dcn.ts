import { concat, type Tensor3D } from '@tensorflow/tfjs-core';
import { crossLayer } from '../../engine/ops/cross-layer';
import { type Pass, told } from '../context';
import { constant, uniformByInputs } from '../init';
import { applyLinear, type LinearSpec, layers, linear } from '../layers';
import { type Module, parametersOf, together } from '../module';
import type { MakeBackbone } from './backbone';
import { applyDeep, deep } from './deep';

/**
 * Deep & Cross Network (Wang et al., ADKDD 2017): a cross network beside a deep one, both shared by all domains. The
 * authors' loop over domains calls the deep network once per domain.
 */
export const dcn: MakeBackbone = (_, config, inputs, looped) => {
  const deepLayers = deep(inputs.all, config, looped);
  const head: LinearSpec = { name: 'head', part: 'head', groups: 1, inputs: inputs.all + (config.layers.at(-1) as number), width: 1, torch: () => 'linear.fc' };
  return {
    loopsHyperNetwork: true,
    module: together(cross(inputs.all, config.cross), layers(deepLayers), linear(head)),
    logits: (pass, { x0 }, adapt) => {
      const crossed = told(pass, { of: 'beside', name: 'cross network' }, applyCross(pass, config.cross, x0));
      return applyLinear(pass, head, concat([crossed, applyDeep(pass, deepLayers, x0, adapt)], 2));
    },
  };
};

function cross(width: number, layers: number): Module {
  return parametersOf(
    Array.from({ length: layers }, (_, l) => [
      {
        name: `cross.${l}.weight`,
        part: 'cross network',
        shape: [1, width, 1],
        init: uniformByInputs(width),
        cost: 2 * width,
        torch: `cn.w.${l}.weight`,
        torchShape: [1, width],
      },
      { name: `cross.${l}.bias`, part: 'cross network', shape: [1, 1, width], init: constant(0), torch: `cn.b.${l}`, torchShape: [width] },
    ]).flat(),
  );
}

function applyCross(pass: Pass, layers: number, x0: Tensor3D): Tensor3D {
  let x = x0;
  for (let l = 0; l < layers; l++) x = crossLayer(x0, x, pass.parameter<Tensor3D>(`cross.${l}.weight`), pass.parameter<Tensor3D>(`cross.${l}.bias`));
  return x;
}
