import type { Tensor3D } from '@tensorflow/tfjs-core';
import { DOMAIN_FIELD } from '../../config/fields';
import { stopGradient } from '../../engine/ops/stop-gradient';
import { type Columns, columnsOf, selected, sideBySide } from '../columns';
import { type Pass, told } from '../context';
import { gated as gatedBy, gateUnit, gateUnitModule } from '../gate-unit';
import { applyLinear, layers, linear } from '../layers';
import { type Module, together } from '../module';
import type { ModelShape } from '../shape';
import type { MakeBackbone } from './backbone';
import { applyDeep, deep, deepHead, deepTorchName } from './deep';

/**
 * EPNet, the Embedding Personalized Network (Chang et al., PEPNet, KDD 2023, section 2.3): a gate that reads the domain's embedding
 * scales each number of all other fields, and a deep network that all domains share reads them scaled.
 */
export const epnet: MakeBackbone = (shape, config) => {
  const gate = embeddingGate(shape, columnsOf(shape, isNoDomain, true));
  const deepLayers = deep(gate.width, config, 1);
  const torch = deepTorchName(deepLayers.length);
  const head = deepHead(config, torch);
  return {
    loopsHyperNetwork: false,
    embeddingName: (name) => `${name === DOMAIN_FIELD ? 'sce' : 'agn'}_embedding.embed_dict.${name}`,
    module: together(gate.module, layers(deepLayers), linear(head)),
    logits: (pass, { x0 }, adapt) => applyLinear(pass, head, applyDeep(pass, deepLayers, gate.scaled(pass, x0), adapt)),
  };
};

export const isNoDomain = ({ name }: { name: string }): boolean => name !== DOMAIN_FIELD;

/** EPNet's gate on some columns of x0. */
export interface EmbeddingGate {
  /** Of what it gates. */
  width: number;
  module: Module;
  /** [1, B, W] x0 -> [1, B, width] */
  scaled(pass: Pass, x0: Tensor3D): Tensor3D;
}

/** The gate reads the domain's embedding, if the domain is an input, and what it gates; of this it moves nothing. */
export function embeddingGate(shape: ModelShape, gated: Columns): EmbeddingGate {
  const domain = columnsOf(shape, (field) => !isNoDomain(field));
  const unit = gateUnit({
    name: 'embedding-gate',
    part: 'embedding gate',
    groups: 1,
    inputs: domain.width + gated.width,
    width: gated.width,
    torch: () => 'gatenu',
  });
  return {
    width: gated.width,
    module: gateUnitModule(unit),
    scaled: (pass, x0) => {
      const input = sideBySide(selected(x0, gated));
      const scaled = gatedBy(pass, unit, sideBySide([...selected(x0, domain), stopGradient(input)]), input, { part: { of: 'below', name: 'gate' } });
      return told(pass, { of: 'below', name: 'scaled input' }, scaled);
    },
  };
}
