import { add, concat, matMul, mul, sigmoid, slice, step, sub, type Tensor, type Tensor1D, type Tensor3D } from '@tensorflow/tfjs-core';
import { DOMAIN_FIELD } from '../../config/fields';
import type { ModelConfig } from '../../config/run-config';
import { type Pass, told } from '../context';
import { constant, uniformByInputs } from '../init';
import { applyLayer, applyLinear, type LayerSpec, type LinearSpec, layers, linear } from '../layers';
import { type Module, parameterSlot, together } from '../module';
import type { ModelShape } from '../shape';
import type { MakeBackbone } from './backbone';
import { deep } from './deep';

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
  const scenario = scenarioColumns(shape);
  const hidden = deep(inputs.all, config, 1).map((spec, l): LayerSpec => ({ ...spec, torch: () => `mlp_layers.${l}.0`, torchNorm: () => `mlp_layers.${l}.1` }));
  const depth = hidden.length;
  const head: LinearSpec = {
    name: 'head',
    part: 'deep network',
    groups: 1,
    inputs: config.layers.at(-1) as number,
    width: 1,
    torch: () => `mlp_layers.${depth}`,
  };
  const widths = [inputs.all - scenario.width, ...config.layers];
  const prune = pruner(config);
  return {
    loopsHyperNetwork: false,
    module: together(alphaState(config), ...widths.map((width, l) => prunerModule(l, scenario.width, width)), layers(hidden), linear(head)),
    embeddingName: (field) => `${field === DOMAIN_FIELD ? 'sce' : 'agn'}_embedding.embed_dict.${field}`,
    logits: (pass, { x0 }, adapt) => {
      const { domain, others } = parted(x0, scenario, inputs.all);
      const alpha = alphaOf(pass, config);
      const pruned = (l: number, u: Tensor3D) => prune(pass, l, domain, u, alpha);
      const input = domain ? concat([domain, pruned(0, others)], 2) : pruned(0, others);
      const top = hidden.reduce(
        (z, spec, l) => adapt(l + 1, pruned(l + 1, applyLayer(pass, spec, z))),
        told(pass, { of: 'below', name: 'pruned input' }, input as Tensor3D),
      );
      return applyLinear(pass, head, top);
    },
  };
};

/** Where the domain's embedding lies in x0; width 0 where the domain is no input. */
interface Columns {
  from: number;
  width: number;
}

function scenarioColumns({ fields }: ModelShape): Columns {
  const at = fields.findIndex(({ name }) => name === DOMAIN_FIELD);
  const before = fields.slice(0, Math.max(0, at));
  return { from: before.reduce((sum, { width }) => sum + width, 0), width: fields[at]?.width ?? 0 };
}

/** x0 as the domain's embedding, if it is there, and everything else. */
function parted(x0: Tensor3D, { from, width }: Columns, all: number): { domain: Tensor3D | undefined; others: Tensor3D } {
  if (width === 0) return { domain: undefined, others: x0 };
  const [, batch] = x0.shape;
  const columns = (begin: number, size: number) => slice(x0, [0, 0, begin], [1, batch, size]);
  const after = from + width;
  const others = [[0, from] as const, [after, all - after] as const].filter(([, size]) => size > 0).map(([begin, size]) => columns(begin, size));
  return { domain: columns(from, width), others: others.length === 1 ? (others[0] as Tensor3D) : concat(others, 2) };
}

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

type Prune = (pass: Pass, l: number, domain: Tensor3D | undefined, u: Tensor3D, alpha: Tensor1D) => Tensor3D;

/** u times its factors. */
function pruner({ pruner: form, prunerBeta: beta, prunerEpsilon: epsilon, follows }: ModelConfig): Prune {
  return (pass, l, domain, u, alpha) => {
    const t = matMul(domain ? concat([domain, u], 2) : u, pass.parameter<Tensor3D>(`pruner.${l}.weight`));
    const open = sigmoid(form === 'scaling' ? t : mul(t, alpha));
    const v: Tensor = form === 'binarization' ? open : mul(open, beta);
    const above = step(sub(v, epsilon));
    if (follows === 'paper') return mul(u, mul(v, above));
    const sign = sub(above, step(sub(epsilon, v)));
    return mul(u, form === 'binarization' ? sign : mul(v, sign));
  };
}
