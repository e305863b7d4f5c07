import type { ModelConfig } from '../../config/run-config';
import { applyLayer, applyLinear, type LayerSpec, layerBuffers, layerEntries, linearEntries } from '../layers';
import { inputWidth, type ModelShape } from '../shape';
import type { Backbone } from './backbone';

/** One tower per domain over x0; every tower sees the whole batch; a row takes its own domain's output. */
export const mlp: Backbone = {
  entries: (shape, config) => [...towerLayers(shape, config).flatMap(layerEntries), ...linearEntries(head(shape, config))],
  buffers: (shape, config) => towerLayers(shape, config).map(layerBuffers),
  logits: (pass, shape, config, x0, adapt) => {
    const top = towerLayers(shape, config).reduce((x, { name }, l) => adapt(l + 1, applyLayer(pass, name, x)), x0);
    return applyLinear(pass, head(shape, config).name, top);
  },
};

function towerLayers(shape: ModelShape, { layers, embedding }: ModelConfig): LayerSpec[] {
  return layers.map((width, l) => ({
    name: `tower.${l}`,
    part: 'towers',
    groups: shape.domains,
    inputs: l === 0 ? inputWidth(shape, embedding) : (layers[l - 1] as number),
    width,
  }));
}

function head(shape: ModelShape, { layers }: ModelConfig): LayerSpec {
  return { name: 'head', part: 'towers', groups: shape.domains, inputs: layers.at(-1) as number, width: 1 };
}
