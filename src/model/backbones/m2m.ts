import { add, reshape, type Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { linear as linearOp, ownLinear } from '../../engine/ops/linear';
import { type Pass, told } from '../context';
import { normal } from '../init';
import { afterLinear, applyLayers, applyLinear, type LinearSpec, layers, linear, stack } from '../layers';
import { type Module, parametersOf, together } from '../module';
import { norm } from '../norm';
import { dropoutOf } from '../towers';
import type { MakeBackbone } from './backbone';
import { bottom } from './bottom';

const PART = 'meta unit';
const SCENARIO = 'scenario';

/**
 * The meta unit of M2M (Zhang et al., Leaving No One Behind, WSDM 2022) on towers: each layer's weights and biases are a linear map
 * of the domain's embedding, so that domains share the map and not the weights. As in the paper's meta tower a layer's input is added
 * before the activation, here where the layer keeps the width. The paper's transformers over sequences, its experts with their
 * attention and its several tasks are left out; below stands a network for all domains.
 */
export const m2m: MakeBackbone = ({ domains }, config, inputs) => {
  const shared = bottom('bottom', 'shared bottom', 1, inputs.all, config, () => 'bottom');
  const units = metaUnits(config.bottom.at(-1) as number, domains, config);
  const own = config.towerRows === 'own';
  const head: LinearSpec = { name: 'head', part: 'towers', groups: 1, inputs: config.layers.at(-1) as number, width: 1, torch: () => 'head' };
  return {
    loopsHyperNetwork: false,
    module: together(layers(shared), scenario(domains, config), ...units.map(metaModule), linear(head)),
    logits: (pass, { x0 }, adapt) => {
      const embedded = pass.parameter<Tensor3D>(SCENARIO);
      const top = units.reduce(
        (z, unit, l) => {
          const line = applyMeta(pass, unit, embedded, z);
          return adapt(l + 1, afterLinear(pass, unit, unit.inputs === unit.width ? add(line, z) : line, own ? 'own-in-row' : 'batch'));
        },
        told(pass, { of: 'below', name: 'shared bottom' }, applyLayers(pass, shared, x0)),
      );
      return applyLinear(pass, head, ownDomain(top, pass.batch.composed.oneHot()));
    },
  };
};

/** The domains' embeddings that weights are made of; not those of the input, which may lack the domain. */
function scenario(domains: number, { embedding, domainStart }: ModelConfig): Module {
  return parametersOf([
    {
      name: SCENARIO,
      part: PART,
      shape: [1, domains, embedding],
      init: normal(domainStart),
      torch: 'scenario_embedding.weight',
      torchShape: [domains, embedding],
    },
  ]);
}

/** A tower's layer, for all domains. */
interface MetaUnit {
  /** Of its norm. */
  name: string;
  domains: number;
  inputs: number;
  width: number;
  dropout: number;
  /** Each row goes through its own domain's layer only. */
  own: boolean;
  /** What makes the weights, [e] -> [inputs * width], and the biases, [e] -> [width]. */
  weight: LinearSpec;
  bias: LinearSpec;
}

function metaUnits(inputs: number, domains: number, config: ModelConfig): MetaUnit[] {
  const own = config.towerRows === 'own';
  return stack(inputs, config.layers).map(({ inputs: wide, width, l }) => {
    const made = (of: 'weight' | 'bias', size: number): LinearSpec => ({
      name: `meta.${l}.${of}`,
      part: PART,
      groups: 1,
      inputs: config.embedding,
      width: size,
      // Made once a batch; what a row costs is the layer itself.
      perRow: 0,
      costBeyond: of === 'weight' ? (own ? 1 : domains) * size : 0,
      torch: () => `meta.${l}.${of}`,
    });
    const [weight, bias] = [made('weight', wide * width), made('bias', width)];
    return { name: `meta-tower.${l}`, domains, inputs: wide, width, dropout: dropoutOf(config, l), own, weight, bias };
  });
}

function metaModule({ name, domains, width, weight, bias }: MetaUnit): Module {
  const [, l] = name.split('.');
  return together(linear(weight), linear(bias), norm({ name, part: 'towers', groups: domains, width, torch: (domain) => `towers.${domain}.norms.${l}` }));
}

/** @param embedded [1, D, e] @param x [1 or D, B, inputs] @returns [D, B, width], or [1, B, width] where each row goes through its own */
function applyMeta(pass: Pass, { domains, inputs, width, own, weight, bias }: MetaUnit, embedded: Tensor3D, x: Tensor3D): Tensor3D {
  const w = reshape(applyLinear(pass, weight, embedded), [domains, inputs, width]) as Tensor3D;
  const b = reshape(applyLinear(pass, bias, embedded), [domains, 1, width]) as Tensor3D;
  return own ? ownLinear(x, w, b, pass.batch) : linearOp(x, w, b);
}
