import { applyTowers, towers, towersModule } from '../towers';
import type { MakeBackbone } from './backbone';

/** One tower per domain over x0; every tower sees the whole batch; a row takes its own domain's output. */
export const mlp: MakeBackbone = (shape, config, inputs) => {
  const own = towers(inputs.all, shape.domains, config, (domain) => `layer_list.${domain}`);
  return {
    loopsHyperNetwork: true,
    module: towersModule(own),
    logits: (pass, { x0 }, adapt) => applyTowers(pass, own, x0, adapt),
  };
};
