import { add, concat, matMul, reshape, softmax, type Tensor3D, tensor3d, tile } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { mixExperts } from '../../engine/ops/mix-experts';
import { type Pass, told } from '../context';
import { applyLayers, type LayerSpec, layers } from '../layers';
import { type Module, together } from '../module';
import { applyTowers, towers, towersModule } from '../towers';
import type { MakeBackbone } from './backbone';
import { bottom } from './bottom';
import { applyGates, type GateSpec, gates, gatesModule } from './gates';

/**
 * Progressive Layered Extraction (Tang et al., RecSys 2020): experts that all domains share beside experts that each
 * domain has for itself; a domain's gate mixes its own and the shared ones. One level is the paper's CGC; of several,
 * each reads what the one before it mixed, for every domain and (by a gate over all experts) for the shared experts.
 */
export const ple: MakeBackbone = (shape, config, inputs) => {
  const width = config.bottom.at(-1) as number;
  const levels = Array.from({ length: config.levels }, (_, i) => level(i, i === 0 ? inputs.all : width, shape.domains, config));
  const own = towers(width, shape.domains, config, (domain) => `towers.${domain}`);
  return {
    loopsHyperNetwork: false,
    module: together(...levels.map(levelModule), towersModule(own)),
    logits: (pass, { x0 }, adapt) => {
      let [perDomain, shared] = [x0, x0];
      for (const [i, each] of levels.entries()) {
        const top = i === levels.length - 1;
        const experts = applyExperts(pass, each, perDomain, shared);
        const logits = applyGates(pass, each.gates, perDomain);
        const domainGates = expertLogits(logits, each);
        if (each.sharedGate) shared = mixExperts(applyGates(pass, each.sharedGate, shared), experts);
        perDomain = mixExperts(top && own.own ? ownDomain(domainGates, pass.batch.composed.oneHot()) : domainGates, experts);
        const at = levels.length > 1 ? ` of level ${i + 1}` : '';
        if (pass.inside?.tell) told(pass, { of: 'below', name: `gate${at}` }, softmax(logits));
        told(pass, { of: 'below', name: `mixed experts${at}` }, perDomain);
      }
      return applyTowers(pass, own, perDomain, adapt);
    },
  };
};

interface Level {
  domains: number;
  /** Experts of each domain's own, and shared ones. */
  counts: { own: number; shared: number };
  /** Groups: the first domain's own experts, the second's, … */
  ownExperts: LayerSpec[];
  sharedExperts: LayerSpec[];
  /** A gate per domain over its own experts, then the shared ones. */
  gates: GateSpec;
  /** Over all experts; the last level has none. */
  sharedGate: GateSpec | undefined;
}

function level(i: number, inputs: number, domains: number, config: ModelConfig): Level {
  const counts = { own: config.ownExperts, shared: config.experts };
  const all = domains * counts.own + counts.shared;
  const mixing = all * (config.bottom.at(-1) as number);
  const top = i === config.levels - 1;
  const torch = `levels.${i}`;
  return {
    domains,
    counts,
    ownExperts: bottom(`level.${i}.own`, 'own experts', domains * counts.own, inputs, config, (n) => {
      return `${torch}.own.${Math.floor(n / counts.own)}.${n % counts.own}`;
    }),
    sharedExperts: bottom(`level.${i}.shared`, 'shared experts', counts.shared, inputs, config, (n) => `${torch}.shared.${n}`),
    gates: gates(
      {
        name: `level.${i}.gate`,
        part: 'gates',
        groups: domains,
        inputs,
        width: counts.own + counts.shared,
        torch: (domain) => `${torch}.gates.${domain}`,
        costBeyond: (top && config.towerRows === 'own' ? 1 : domains) * mixing,
      },
      config,
    ),
    sharedGate: top
      ? undefined
      : gates(
          { name: `level.${i}.shared-gate`, part: 'gates', groups: 1, inputs, width: all, torch: () => `${torch}.shared_gate`, costBeyond: mixing },
          config,
        ),
  };
}

function levelModule({ ownExperts, sharedExperts, gates: own, sharedGate }: Level): Module {
  return together(layers(ownExperts), layers(sharedExperts), gatesModule(own), ...(sharedGate ? [gatesModule(sharedGate)] : []));
}

/** All experts' outputs, every domain's own first, then the shared ones: [D * own + shared, B, h]. */
function applyExperts(pass: Pass, { counts, domains, ownExperts, sharedExperts }: Level, perDomain: Tensor3D, shared: Tensor3D): Tensor3D {
  const read = perDomain.shape[0] === 1 ? perDomain : repeated(perDomain, counts.own, domains);
  return concat([applyLayers(pass, ownExperts, read), applyLayers(pass, sharedExperts, shared)], 0);
}

/** Each domain's rows once for each of its experts: [D, B, h] -> [D * times, B, h]. */
function repeated(x: Tensor3D, times: number, domains: number): Tensor3D {
  const [, batch, width] = x.shape;
  return reshape(tile(reshape(x, [domains, 1, batch, width]), [1, times, 1, 1]), [domains * times, batch, width]);
}

/** Far enough below any logit that its share of a softmax is exactly 0 in float32. */
const NEVER = -1e9;

/** A domain's gate over its own and the shared experts as one over all experts, the other domains' never taken: [D, B, N]. */
function expertLogits(logits: Tensor3D, { domains, counts: { own, shared } }: Level): Tensor3D {
  const all = domains * own + shared;
  const place = new Float32Array(domains * (own + shared) * all);
  const closed = new Float32Array(domains * all).fill(NEVER);
  for (let d = 0; d < domains; d++) {
    for (let n = 0; n < own + shared; n++) {
      const to = n < own ? d * own + n : domains * own + (n - own);
      place[(d * (own + shared) + n) * all + to] = 1;
      closed[d * all + to] = 0;
    }
  }
  return add(matMul(logits, tensor3d(place, [domains, own + shared, all])), tensor3d(closed, [domains, 1, all]));
}
