import { told } from '../context';
import { applyLayers, layers } from '../layers';
import { together } from '../module';
import { applyTowers, towers, towersModule } from '../towers';
import type { MakeBackbone } from './backbone';
import { bottom } from './bottom';

/** Shared-Bottom (Caruana, Multitask Learning, Machine Learning 28, 1997): one network for all domains, a tower for each on top. */
export const sharedBottom: MakeBackbone = (shape, config, inputs) => {
  const shared = bottom('bottom', 'shared bottom', 1, inputs.all, config, () => 'bottom');
  const own = towers(config.bottom.at(-1) as number, shape.domains, config, (domain) => `towers.${domain}`);
  return {
    loopsHyperNetwork: false,
    module: together(layers(shared), towersModule(own)),
    logits: (pass, { x0 }, adapt) => applyTowers(pass, own, told(pass, { of: 'below', name: 'shared bottom' }, applyLayers(pass, shared, x0)), adapt),
  };
};
