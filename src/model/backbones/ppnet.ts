import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import { stopGradient } from '../../engine/ops/stop-gradient';
import { type Columns, columnsOf, selected, sideBySide } from '../columns';
import { type Pass, told } from '../context';
import { gated, gateUnit, gateUnitModule } from '../gate-unit';
import { type Module, together } from '../module';
import type { FieldShape, ModelShape } from '../shape';
import { applyTowers, towers, towersModule } from '../towers';
import type { Adapt, MakeBackbone } from './backbone';

/**
 * PPNet, the Parameter Personalized Network (Chang et al., PEPNet, KDD 2023, section 2.4): every layer of a tower is scaled, unit by
 * unit, by a gate that reads the ids of user and item, and all else without moving it. The paper has a tower for each task; here there is
 * one task, and a tower for each domain, as the public code has it.
 *
 * In the paper the towers read the fields that are no ids, and train their embeddings. In the public code (Scenario-Wise Rec,
 * `ppnet.py`) towers and gates read the same: the ids, and the others without moving them, so that only the ids are ever trained.
 */
export const ppnet: MakeBackbone = (shape, config) => {
  const ids = columnsOf(shape, isId);
  const publicCode = config.follows === 'public-code';
  const read = publicCode ? columnsOf(shape, (field) => !isId(field), true) : generalColumns(shape, (field) => !isId(field));
  const inputs = (publicCode ? ids.width : 0) + read.width;
  const own = gatedTowers(inputs, ids.width + read.width, shape.domains, config);
  return {
    loopsHyperNetwork: false,
    embeddingName: (name) => `${isIdName(shape, name) ? 'id' : 'agn'}_embedding.embed_dict.${name}`,
    module: own.module,
    logits: (pass, { x0 }, adapt) => {
      if (publicCode) {
        const all = sideBySide([...selected(x0, ids), ...selected(x0, read).map(stopGradient)]);
        return own.logits(pass, told(pass, { of: 'below', name: 'ids first' }, all), all, adapt);
      }
      const input = told(pass, { of: 'below', name: 'all but the ids' }, sideBySide(selected(x0, read)));
      return own.logits(pass, input, sideBySide([...selected(x0, ids), stopGradient(input)]), adapt);
    },
  };
};

export const isId = ({ id }: Pick<FieldShape, 'id'>): boolean => id === true;

/** Whether a field of this name is an id. */
export const isIdName = ({ fields }: ModelShape, name: string): boolean => fields.some((field) => field.name === name && isId(field));

/** What towers read beside the ids: the fields that `has` says yes to, and the dense values; of a model that has nothing else, all. */
export function generalColumns(shape: ModelShape, has: (field: FieldShape) => boolean): Columns {
  const general = columnsOf(shape, has, true);
  return general.width > 0 ? general : columnsOf(shape, () => true, true);
}

/** A tower per domain, every layer of which has a gate of its own. */
export interface GatedTowers {
  module: Module;
  /**
   * @param x [1, B, inputs]
   * @param gateInput [1, B, gateInputs]
   * @returns each row's logit, of its own domain's tower: [1, B, 1]
   */
  logits(pass: Pass, x: Tensor3D, gateInput: Tensor3D, adapt: Adapt): Tensor3D;
}

export function gatedTowers(inputs: number, gateInputs: number, domains: number, config: ModelConfig): GatedTowers {
  const torch = (domain: number) => `domain_tower.${domain}`;
  const plain = towers(inputs, domains, config, torch);
  const own = {
    ...plain,
    layers: plain.layers.map((spec, l) => ({
      ...spec,
      torch: (domain: number) => `${torch(domain)}.mlp_layers.${l}.mlp.0`,
      torchNorm: (domain: number) => `${torch(domain)}.mlp_layers.${l}.mlp.1`,
    })),
    head: { ...plain.head, torch: (domain: number) => `${torch(domain)}.final_layer` },
  };
  const gates = plain.layers.map(({ groups, width, perRow }, l) =>
    gateUnit({
      name: `layer-gate.${l}`,
      part: 'layer gates',
      groups,
      inputs: gateInputs,
      width,
      ...(perRow !== undefined && { perRow }),
      torch: (domain) => `${torch(domain)}.gate_layers.${l}`,
    }),
  );
  return {
    module: together(...gates.map(gateUnitModule), towersModule(own)),
    logits: (pass, x, gateInput, adapt) =>
      applyTowers(pass, own, x, (layer, z) => {
        return adapt(layer, gated(pass, gates[layer - 1] as (typeof gates)[number], gateInput, z, { own: own.own }));
      }),
  };
}
