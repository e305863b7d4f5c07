import { softmax } from '@tensorflow/tfjs-core';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { mixExperts } from '../../engine/ops/mix-experts';
import { told } from '../context';
import { applyLayers, layers } from '../layers';
import { together } from '../module';
import { applyTowers, towers, towersModule } from '../towers';
import type { MakeBackbone } from './backbone';
import { bottom } from './bottom';
import { applyGates, gatesModule, gates as gatesOf } from './gates';

/**
 * Multi-gate Mixture-of-Experts (Ma et al., KDD 2018): experts that all domains share, and for each domain a gate that
 * mixes them for every row and a tower over the mixture.
 */
export const mmoe: MakeBackbone = (shape, config, inputs) => {
  const experts = bottom('expert', 'experts', config.experts, inputs.all, config, (n) => `experts.${n}`);
  const width = config.bottom.at(-1) as number;
  const gates = gatesOf(
    {
      name: 'gate',
      part: 'gates',
      groups: shape.domains,
      inputs: inputs.all,
      width: config.experts,
      torch: (domain) => `gates.${domain}`,
      costBeyond: (config.towerRows === 'own' ? 1 : shape.domains) * config.experts * width,
    },
    config,
  );
  const own = towers(width, shape.domains, config, (domain) => `towers.${domain}`);
  return {
    loopsHyperNetwork: false,
    module: together(layers(experts), gatesModule(gates), towersModule(own)),
    logits: (pass, { x0 }, adapt) => {
      const logits = applyGates(pass, gates, x0);
      const mixed = mixExperts(own.own ? ownDomain(logits, pass.batch.composed.oneHot()) : logits, applyLayers(pass, experts, x0));
      if (pass.inside?.tell) told(pass, { of: 'below', name: 'gate' }, softmax(logits));
      return applyTowers(pass, own, told(pass, { of: 'below', name: 'mixed experts' }, mixed), adapt);
    },
  };
};
