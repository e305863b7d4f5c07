import { add, matMul, mul, reshape, type Tensor3D, zeros } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import type { Sets } from '../../engine/kernels/fused';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { normTraining } from '../../engine/ops/norm';
import { NORM_EPS } from '../../engine/ops/normalise';
import { type Pass, told } from '../context';
import { constant, uniformByInputs } from '../init';
import { applyLayers, applyLinear, type LayerSpec, type LinearSpec, layers as layersModule, linear, stack } from '../layers';
import { sizeOf } from '../layout';
import { type Module, parameterSlot, parametersOf, type Slot, together } from '../module';
import { applyNorm, norm } from '../norm';
import { dropoutOf } from '../towers';
import type { MakeBackbone } from './backbone';
import { applyStar, type StarLayer, type StarMaps, starMaps } from './star-layer';

/**
 * STAR as the public code computes it (Scenario-Wise Rec, `star.py`), which departs from the paper: the input is normalised by all rows
 * of the batch, at evaluation too, and then scaled and shifted for each domain; every layer of a tower has a BatchNorm and a ReLU, the
 * last one too, so that a tower's logit is never negative; the auxiliary network has a BatchNorm in each layer. Names are those of the
 * class, the start is that of `star`.
 */
export const starPublicCode: MakeBackbone = ({ domains }, config, inputs) => {
  const layers = towerLayers(inputs.all, domains, config);
  const auxiliary = auxiliaryLayers(inputs.all, config);
  const head = auxiliaryHead(config);
  return {
    loopsHyperNetwork: false,
    module: together(domainNorm(inputs.all, domains), ...layers.map(towerLayer), layersModule(auxiliary), linear(head)),
    logits: (pass, { x0 }, adapt) => {
      const hidden = layers.slice(0, -1);
      const maps = (l: number) => (l === 0 ? firstMaps(pass, layers[0] as TowerLayer) : undefined);
      const top = hidden.reduce((z, spec, l) => adapt(l + 1, applyTowerLayer(pass, spec, z, dropoutOf(config, l), maps(l))), normalisedByAll(pass, x0));
      const logit = ownDomain(applyTowerLayer(pass, layers.at(-1) as TowerLayer, top, 0), pass.batch.composed.oneHot());
      return add(logit, told(pass, { of: 'beside', name: 'auxiliary network' }, applyLinear(pass, head, applyLayers(pass, auxiliary, x0))));
    },
  };
};

const NORM = 'input-norm';
/** That class's own epsilon, beside a variance. */
const EPS = 1e-6;
/** The norm's op adds `NORM_EPS` to the variance of x times this, which is to add `EPS` to that of x. */
const LARGER = Math.sqrt(NORM_EPS / EPS);

/** Each domain has a gamma and a beta; a shared gamma scales and a shared beta shifts them. No statistics are kept. */
function domainNorm(width: number, domains: number): Module {
  const part = 'input norm';
  const shared = { part, shape: [1, 1, width], torchShape: [width] };
  const each = Array.from({ length: domains }, (_, domain) => domain);
  const own: Module = {
    entries: [
      { name: `${NORM}.own.gamma`, part, shape: [domains, 1, width], init: constant(1) },
      { name: `${NORM}.own.beta`, part, shape: [domains, 1, width], init: constant(0) },
    ],
    norms: [],
    slots: each.flatMap((domain) => [
      parameterSlot(`domain_specific_dn_gamma.${domain}`, [width], `${NORM}.own.gamma`, domain * width),
      parameterSlot(`domain_specific_dn_bias.${domain}`, [width], `${NORM}.own.beta`, domain * width),
    ]),
    counters: [],
  };
  return together(
    parametersOf([
      { ...shared, name: `${NORM}.shared.gamma`, init: constant(1), cost: 2 * width, torch: 'dn_share_gamma' },
      { ...shared, name: `${NORM}.shared.beta`, init: constant(0), torch: 'dn_share_bias' },
    ]),
    own,
  );
}

/**
 * The rows normalised by the statistics of all of them, at evaluation too, times the shared gamma: [1, B, W]. What each domain does with
 * them comes with its first map.
 */
function normalisedByAll(pass: Pass, x0: Tensor3D): Tensor3D {
  const gamma = pass.parameter<Tensor3D>(`${NORM}.shared.gamma`);
  const none: Tensor3D = zeros(gamma.shape);
  const normal = normTraining(mul(x0, LARGER), gamma, none, pass.batch, { sets: 'batch', rectified: false, unbiased: false });
  if (pass.inside?.tell) {
    const { scale, shift } = ofDomains(pass);
    told(pass, { of: 'below', name: 'input normalised by all rows' }, add(mul(normal, scale), shift));
  }
  return normal;
}

/** What each domain scales the normalised rows by, and shifts them by, [D, 1, W]. */
function ofDomains(pass: Pass): { scale: Tensor3D; shift: Tensor3D } {
  const of = (id: string) => pass.parameter<Tensor3D>(`${NORM}.${id}`);
  return { scale: of('own.gamma'), shift: add(of('shared.beta'), of('own.beta')) };
}

/**
 * The maps of the first layer, of rows that no domain has scaled or shifted yet: (n ⊙ scale + shift) W + b = n (scale ⊙ W) + shift W + b.
 * So the rows stay one for all towers. As tensors of each tower, a step would take five times as long.
 */
function firstMaps(pass: Pass, first: TowerLayer): StarMaps {
  const { weight, bias } = starMaps(pass, first);
  const { scale, shift } = ofDomains(pass);
  const [domains, , width] = scale.shape;
  return { weight: mul(weight, reshape(scale, [domains, width, 1])), bias: add(matMul(shift, weight), bias) };
}

/** Of each domain's tower: hidden layers, then the one of width 1 that gives its logit. */
interface TowerLayer extends StarLayer {
  l: number;
  domains: number;
  inputs: number;
  width: number;
}

function towerLayers(inputs: number, domains: number, { layers, towerRows }: ModelConfig): TowerLayer[] {
  const own = towerRows === 'own';
  return stack(inputs, [...layers, 1]).map(({ inputs: wide, width, l }) => ({ name: `star.${l}`, l, domains, inputs: wide, width, own }));
}

/** The domain's own factor starts at 1 and its own bias at 0, so that all domains start from the shared network. */
function towerLayer({ name, l, domains, inputs, width, own }: TowerLayer): Module {
  const [shared, ofDomain] = ['shared tower', 'own towers'];
  const start = uniformByInputs(inputs);
  const slotsOf = (id: 'w' | 'b', of: string, shape: number[]): Slot[] => [
    parameterSlot(`share_parm_${id}.${l}`, shape, `${name}.shared.${of}`),
    ...Array.from({ length: domains }, (_, d) => parameterSlot(`domain_specific_${id}.${d}.${l}`, shape, `${name}.own.${of}`, d * sizeOf(shape))),
  ];
  const maps: Module = {
    entries: [
      { name: `${name}.shared.weight`, part: shared, shape: [1, inputs, width], init: start },
      { name: `${name}.shared.bias`, part: shared, shape: [1, 1, width], init: start },
      { name: `${name}.own.weight`, part: ofDomain, shape: [domains, inputs, width], init: constant(1), cost: (own ? 1 : domains) * inputs * width },
      { name: `${name}.own.bias`, part: ofDomain, shape: [domains, 1, width], init: constant(0) },
    ],
    norms: [],
    slots: [...slotsOf('w', 'weight', [inputs, width]), ...slotsOf('b', 'bias', [width])],
    counters: [],
  };
  return together(maps, norm({ name, part: ofDomain, groups: domains, width, torch: (domain) => `domain_specific_bn.${domain}.${l}` }));
}

/** [1 or D, B, inputs] -> [D, B, width], or [1, B, width] where each row goes through its own domain's alone. */
function applyTowerLayer(pass: Pass, spec: TowerLayer, z: Tensor3D, dropout: number, maps?: StarMaps): Tensor3D {
  const sets: Sets = spec.own ? 'own-in-row' : 'batch';
  return applyNorm(pass, spec.name, applyStar(pass, spec, z, maps), { sets, rectified: true, dropout: pass.dropout(dropout, spec.name) });
}

const AUXILIARY = { part: 'auxiliary network', groups: 1 };
/** Counts what is in that class's `nn.Sequential`: Linear, BatchNorm, ReLU, Dropout. */
const TORCH_STRIDE = 4;
const torchName = (l: number, place = 0) => `auxnet.mlp.${TORCH_STRIDE * l + place}`;

/** `bottom` says how many there are and how wide, before the logit. */
function auxiliaryLayers(inputs: number, { bottom }: ModelConfig): LayerSpec[] {
  return stack(inputs, bottom).map(({ inputs: wide, width, l }) => ({
    ...AUXILIARY,
    name: `auxiliary.${l}`,
    inputs: wide,
    width,
    torch: () => torchName(l),
    torchNorm: () => torchName(l, 1),
  }));
}

function auxiliaryHead({ bottom }: ModelConfig): LinearSpec {
  const l = bottom.length;
  return { ...AUXILIARY, name: `auxiliary.${l}`, inputs: bottom.at(-1) as number, width: 1, torch: () => torchName(l) };
}
