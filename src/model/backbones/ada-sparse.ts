import { add, type Tensor1D, type Tensor3D, zeros } from '@tensorflow/tfjs-core';
import { DOMAIN_FIELD } from '../../config/fields';
import type { ModelConfig } from '../../config/run-config';
import { factorGate } from '../../engine/ops/factor-gate';
import { linear as linearOp } from '../../engine/ops/linear';
import { columnsOf, selected, sideBySide } from '../columns';
import { type Pass, told } from '../context';
import { constant, uniformByInputs } from '../init';
import { applyLayer, applyLinear, type LayerSpec, layers, linear } from '../layers';
import { type Module, parameterSlot, together } from '../module';
import type { MakeBackbone } from './backbone';
import { deep, deepHead } from './deep';

const ALPHA = 'pruner.alpha';

/**
 * AdaSparse (Yang et al., CIKM 2022): one deep network for all domains. Before its first layer and after each, a pruner reads the
 * domain's embedding beside the values and gives each value a factor; where the factor is at most epsilon the value is pruned.
 * Alpha, which makes the sigmoid steeper, grows with each step and is kept beside the parameters.
 *
 * The public code turns a value's sign where the paper prunes it, binarises so hard that nothing trains the pruner, and lets alpha
 * grow at evaluation too: there a pass takes the alpha that would be next, and here it leaves it as it was.
 */
export const adaSparse: MakeBackbone = (shape, config, inputs) => {
  // Without the domain as an input the pruners read the values alone.
  const scenario = columnsOf(shape, ({ name }) => name === DOMAIN_FIELD);
  const agnostic = columnsOf(shape, ({ name }) => name !== DOMAIN_FIELD, true);
  const hidden = deep(inputs.all, config, 1).map((spec, l): LayerSpec => ({ ...spec, torch: () => `mlp_layers.${l}.0`, torchNorm: () => `mlp_layers.${l}.1` }));
  const head = deepHead(config, `mlp_layers.${hidden.length}`);
  const widths = [agnostic.width, ...config.layers];
  const prune = pruner(config);
  return {
    loopsHyperNetwork: false,
    module: together(alphaState(config), ...widths.map((width, l) => prunerModule(l, scenario.width, width)), layers(hidden), linear(head)),
    embeddingName: (field) => `${field === DOMAIN_FIELD ? 'sce' : 'agn'}_embedding.embed_dict.${field}`,
    logits: (pass, { x0 }, adapt) => {
      const domain = selected(x0, scenario);
      const alpha = alphaOf(pass, config);
      const pruned = (l: number, u: Tensor3D) => prune(pass, l, domain, u, alpha);
      const input = sideBySide([...domain, ...selected(x0, agnostic).map((others) => pruned(0, others))]);
      const top = hidden.reduce(
        (z, spec, l) => adapt(l + 1, pruned(l + 1, applyLayer(pass, spec, z))),
        told(pass, { of: 'below', name: 'pruned input' }, input),
      );
      return applyLinear(pass, head, top);
    },
  };
};

/** A linear map without bias, of the domain's embedding and the `width` values that it judges. */
function prunerModule(l: number, domain: number, width: number): Module {
  const inputs = domain + width;
  const name = `pruner.${l}.weight`;
  return {
    entries: [{ name, part: 'pruners', shape: [1, inputs, width], init: uniformByInputs(inputs), cost: inputs * width + width }],
    norms: [],
    slots: [{ ...parameterSlot(`pruner_layers.${l}.linear.weight`, [width, inputs], name), transposed: true }],
    counters: [],
  };
}

function alphaState({ prunerAlpha }: ModelConfig): Module {
  return {
    entries: [],
    norms: [],
    states: [{ name: ALPHA, part: 'pruners', shape: [1], init: constant(prunerAlpha) }],
    slots: [{ ...parameterSlot('alpha', [], ALPHA), from: 'buffers' }],
    counters: [],
  };
}

/** Alpha of this pass. The public code adds to it in every pass, evaluation too. */
function alphaOf(pass: Pass, { prunerAlphaStep, follows }: ModelConfig): Tensor1D {
  const before = pass.state<Tensor1D>(ALPHA);
  if (!pass.training && follows === 'paper') return before;
  const alpha: Tensor1D = add(before, prunerAlphaStep);
  pass.keepState(ALPHA, alpha);
  return alpha;
}

type Prune = (pass: Pass, l: number, domain: Tensor3D[], u: Tensor3D, alpha: Tensor1D) => Tensor3D;

/** u times its factors. Of a public binarization nothing but the signs is left. */
function pruner({ pruner: form, prunerBeta, prunerEpsilon: epsilon, follows }: ModelConfig): Prune {
  const [binary, paper] = [form === 'binarization', follows === 'paper'];
  const kind = { most: binary ? 1 : prunerBeta, epsilon, below: paper ? 0 : -1, flat: binary && !paper } as const;
  return (pass, l, domain, u, alpha) => {
    const t = linearOp(sideBySide([...domain, u]), pass.parameter<Tensor3D>(`pruner.${l}.weight`), zeros([1, 1, u.shape[2]]));
    return factorGate(u, t, kind, form === 'scaling' ? undefined : alpha);
  };
}
