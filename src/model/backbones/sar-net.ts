import { concat, reshape, slice, softmax, type Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { domainMaps, eachRepeated } from '../../engine/ops/domain-map';
import { mixExperts } from '../../engine/ops/mix-experts';
import { type Pass, told } from '../context';
import { constant } from '../init';
import { applyLayers, applyLinear, type LayerSpec, type LinearSpec, layers, linear } from '../layers';
import { type Module, parameterSlot, together } from '../module';
import { applyNorm, norm } from '../norm';
import type { MakeBackbone } from './backbone';
import { bottom } from './bottom';
import { applyDeep, deep, deepHead, deepTorchName } from './deep';

const MAP = 'domain-map';
const FINAL = 'final_mlp.mlp';

/**
 * SAR-Net (Shen et al., CIKM 2021), without its attention over behaviour sequences and its fairness coefficient: each domain scales
 * and shifts the input for itself, element by element. Experts that all domains share, and experts of the row's own domain, read what
 * comes out; one gate mixes them for every row, and one network for all domains gives the logit.
 *
 * In the public code an expert is BatchNorm -> Linear without activation, and the own experts of a domain read every row under that
 * domain's map; here each row is read under its own.
 */
export const sarNet: MakeBackbone = ({ domains }, config, inputs) => {
  const { experts, ownExperts, follows } = config;
  const paper = follows === 'paper';
  const shared = bottom('expert', 'experts', experts, inputs.all, config, (n) => `shared_expert.${n}`);
  const own = bottom('own-expert', 'own experts', domains * ownExperts, inputs.all, config, (n) => {
    return `domain_specific_expert.${Math.floor(n / ownExperts)}.${n % ownExperts}`;
  });
  const width = config.bottom.at(-1) as number;
  const mixing = experts + ownExperts;
  const gate: LinearSpec = {
    name: 'gate',
    part: 'gate',
    groups: 1,
    inputs: inputs.all,
    width: mixing,
    torch: () => 'gate_net',
    costBeyond: mixing * width,
  };
  const final = deep(width, config, 1, FINAL);
  const head = deepHead(config, deepTorchName(final.length, FINAL));
  const experted = paper ? layers : normedFirst;
  return {
    loopsHyperNetwork: false,
    module: together(domainMap(domains, inputs.all), experted(shared), experted(own), linear(gate), layers(final), linear(head)),
    logits: (pass, { x0 }, adapt) => {
      const oneHot = pass.batch.composed.oneHot();
      const mine = told(pass, { of: 'below', name: 'domain’s input' }, ownDomain(applyDomainMap(pass, x0), oneHot));
      const sharedOut = paper ? applyLayers(pass, shared, mine) : applyNormedFirst(pass, shared, eachRepeated(mine, experts));
      const ownOut = paper ? applyLayers(pass, own, mine) : applyNormedFirst(pass, own, applyDomainMap(pass, x0, ownExperts));
      const logits = applyLinear(pass, gate, mine);
      if (pass.inside?.tell) told(pass, { of: 'below', name: 'gate' }, softmax(logits));
      const mixed = mixExperts(logits, concat([sharedOut, ownGroups(ownOut, oneHot, config)], 0));
      return applyLinear(pass, head, applyDeep(pass, final, told(pass, { of: 'below', name: 'shared and own experts, mixed' }, mixed), adapt));
    },
  };
};

/** Each domain's factor and shift for every number of x0: at the start the input as it is. */
function domainMap(domains: number, width: number): Module {
  const each = Array.from({ length: domains }, (_, d) => d);
  return {
    entries: [
      { name: `${MAP}.weight`, part: 'domain maps', shape: [domains, 1, width], init: constant(1), cost: domains * width },
      { name: `${MAP}.bias`, part: 'domain maps', shape: [domains, 1, width], init: constant(0) },
    ],
    norms: [],
    slots: each.flatMap((d) => [
      parameterSlot(`domain_weight.${d}`, [1, width], `${MAP}.weight`, d * width),
      parameterSlot(`domain_bias.${d}`, [width], `${MAP}.bias`, d * width),
    ]),
    counters: [],
  };
}

/** Every row under every domain's map, each `times` times: [1, B, in] -> [D * times, B, in] */
function applyDomainMap(pass: Pass, x0: Tensor3D, times = 1): Tensor3D {
  return domainMaps(x0, pass.parameter<Tensor3D>(`${MAP}.weight`), pass.parameter<Tensor3D>(`${MAP}.bias`), times);
}

/** Of each row the experts of its own domain: [D * own, B, h] -> [own, B, h] */
function ownGroups(all: Tensor3D, oneHot: Tensor3D, { ownExperts }: ModelConfig): Tensor3D {
  const [groups, batch, width] = all.shape;
  const domains = groups / ownExperts;
  if (domains === 1) return all;
  const byDomain = reshape(all, [domains, ownExperts, batch * width]);
  const experts = Array.from({ length: ownExperts }, (_, e) =>
    ownDomain(reshape(slice(byDomain, [0, e, 0], [domains, 1, batch * width]), [domains, batch, width]), oneHot),
  );
  return concat(experts, 0);
}

/** The public code's experts: BatchNorm -> Linear, for each of `bottom`. */
function normedFirst(specs: LayerSpec[]): Module {
  return together(
    ...specs.map((spec, l) => {
      const torch = (group: number) => placed(spec, group, l);
      return together(
        linear({ ...spec, torch: (group) => `${torch(group)}.linear` }),
        norm({ ...spec, width: spec.inputs, torch: (group) => `${torch(group)}.bn` }),
      );
    }),
  );
}

/** The public code knows one layer; a second has its number in its name. */
function placed({ torch }: LayerSpec, group: number, l: number): string {
  // Its name in a stack, without its place there.
  const expert = torch(group).split('.').slice(0, -1).join('.');
  return l === 0 ? expert : `${expert}.${l}`;
}

/** [G, B, in] -> [G, B, h] */
function applyNormedFirst(pass: Pass, specs: LayerSpec[], x: Tensor3D): Tensor3D {
  return specs.reduce((z, spec) => applyLinear(pass, spec, applyNorm(pass, spec.name, z, { sets: 'batch', rectified: false })), x);
}
