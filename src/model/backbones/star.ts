import { add, mul, relu, type Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import { dropoutMask } from '../../engine/kernels/dropout-mask';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { type Pass, told } from '../context';
import { constant, uniformByInputs } from '../init';
import { applyLinear, type LinearSpec, linear, stack } from '../layers';
import { type Module, parametersOf, together } from '../module';
import { applyNorm, norm } from '../norm';
import { dropoutOf } from '../towers';
import type { MakeBackbone } from './backbone';
import { applyStar, type StarLayer } from './star-layer';
import { starPublicCode } from './star-public-code';

/**
 * STAR (Sheng et al., One Model to Serve All, CIKM 2021): a tower per domain whose weights are a shared matrix times
 * (element by element) the domain's own, over an input normalised with each domain's own statistics, plus the logit of
 * an auxiliary network that all domains share. The public code of it is another model, in a file of its own.
 */
export const star: MakeBackbone = (shape, config, inputs, looped) => {
  if (config.follows === 'public-code') return starPublicCode(shape, config, inputs, looped);
  const { domains } = shape;
  const layers = starLayers(inputs.all, domains, config);
  const auxiliary = auxiliaryLayers(inputs.all, config);
  return {
    loopsHyperNetwork: false,
    module: together(partitionedNorm(inputs.all, domains), ...layers.map(starModule), ...auxiliary.map(linear)),
    logits: (pass, { x0 }, adapt) => {
      const hidden = layers.slice(0, -1);
      const top = hidden.reduce(
        (z, spec, l) => {
          const open = relu(applyStar(pass, spec, z)) as Tensor3D;
          const dropout = pass.dropout(dropoutOf(config, l), spec.name);
          return adapt(l + 1, dropout ? mul(open, dropoutMask(open.shape, dropout)) : open);
        },
        told(pass, { of: 'below', name: 'normalised input' }, applyPartitionedNorm(pass, x0)),
      );
      const logit = applyStar(pass, layers.at(-1) as StarSpec, top);
      return add(ownDomain(logit, pass.batch.composed.oneHot()), told(pass, { of: 'beside', name: 'auxiliary network' }, applyAuxiliary(pass, auxiliary, x0)));
    },
  };
};

/** Input, then hidden layers, then the logit. */
interface StarSpec extends StarLayer {
  domains: number;
  inputs: number;
  width: number;
  torch: string;
}

function starLayers(inputs: number, domains: number, { layers, towerRows }: ModelConfig): StarSpec[] {
  const own = towerRows === 'own';
  return stack(inputs, [...layers, 1]).map(({ inputs: wide, width, l }) => ({ name: `star.${l}`, domains, inputs: wide, width, own, torch: `star.${l}` }));
}

/** The domain's own factor starts at 1 and its own bias at 0, so that all domains start from the shared network. */
function starModule({ name, domains, inputs, width, own, torch }: StarSpec): Module {
  return parametersOf([
    { name: `${name}.shared.weight`, part: 'shared tower', shape: [1, inputs, width], init: uniformByInputs(inputs), torch: `${torch}.shared_weight` },
    { name: `${name}.shared.bias`, part: 'shared tower', shape: [1, 1, width], init: uniformByInputs(inputs), torch: `${torch}.shared_bias` },
    {
      name: `${name}.own.weight`,
      part: 'own towers',
      shape: [domains, inputs, width],
      init: constant(1),
      cost: (own ? 1 : domains) * inputs * width,
      torch: `${torch}.own_weight`,
    },
    { name: `${name}.own.bias`, part: 'own towers', shape: [domains, 1, width], init: constant(0), torch: `${torch}.own_bias` },
  ]);
}

const PARTITIONED = 'partitioned-norm';

/** Each domain has running statistics, gamma and beta of its own, which a shared gamma scales and a shared beta shifts. */
function partitionedNorm(width: number, domains: number): Module {
  return together(
    norm({ name: PARTITIONED, part: 'partitioned norm', groups: domains, width, torch: (domain) => `partitioned_norm.${domain}` }),
    parametersOf([
      {
        name: `${PARTITIONED}.shared.gamma`,
        part: 'partitioned norm',
        shape: [1, 1, width],
        init: constant(1),
        cost: 2 * width,
        torch: 'partitioned_norm.shared_weight',
      },
      { name: `${PARTITIONED}.shared.beta`, part: 'partitioned norm', shape: [1, 1, width], init: constant(0), torch: 'partitioned_norm.shared_bias' },
    ]),
  );
}

/** [1, B, W] -> [1, B, W]; gamma = shared * own, beta = shared + own (equations 3 and 4 of the paper). */
function applyPartitionedNorm(pass: Pass, x: Tensor3D): Tensor3D {
  const shared = { gamma: pass.parameter<Tensor3D>(`${PARTITIONED}.shared.gamma`), beta: pass.parameter<Tensor3D>(`${PARTITIONED}.shared.beta`) };
  return applyNorm(pass, PARTITIONED, x, { sets: 'own-in-row', rectified: false, shared });
}

/** Two layers in the paper: `bottom` says how many there are and how wide, before the logit. */
function auxiliaryLayers(inputs: number, { bottom }: ModelConfig): LinearSpec[] {
  return stack(inputs, [...bottom, 1]).map(({ inputs: wide, width, l }) => ({
    name: `auxiliary.${l}`,
    part: 'auxiliary network',
    groups: 1,
    inputs: wide,
    width,
    torch: () => `auxiliary.${2 * l}`,
  }));
}

function applyAuxiliary(pass: Pass, layers: LinearSpec[], x0: Tensor3D): Tensor3D {
  return layers.reduce((x, spec, l) => {
    const line = applyLinear(pass, spec, x);
    return l < layers.length - 1 ? (relu(line) as Tensor3D) : line;
  }, x0);
}
