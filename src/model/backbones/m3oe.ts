import { add, concat, mul, reshape, sigmoid, softmax, sub, type Tensor1D, type Tensor3D, tensor3d, zeros } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { sumOfExperts } from '../../engine/ops/mix-experts';
import { ownLogit } from '../../engine/ops/own-logit';
import { stopGradient } from '../../engine/ops/stop-gradient';
import { type Pass, told } from '../context';
import { constant, xavier } from '../init';
import { applyBlock, applyBlocks, blocks } from '../layer-norm';
import { applyLinear, type LayerSpec, type LinearSpec, linear } from '../layers';
import type { Entry } from '../layout';
import { type Module, parameterSlot, parametersOf, together } from '../module';
import { towers } from '../towers';
import type { MakeBackbone } from './backbone';
import { bottom } from './bottom';
import { applyStar } from './star-layer';

const EXTRACTION = 'extraction';
const FUSION = 'fusion';

/**
 * M3oE (Zhang et al., Multi-Domain Multi-Task Mixture-of-Experts, SIGIR 2024), for one task. A layer whose weights are a shared matrix
 * times the domain's own, and a block beside it, make of a row what all experts read. A domain's gate mixes the shared experts; to that
 * are added a balance of the domains' experts, the row's own and the others', and the task's expert. A tower per domain reads the sum.
 *
 * As in the authors' code the gates do not move what the experts read. The paper searches the weights of the sum on validation rows;
 * here, as in both public codes, they are trained with the rest. The public code (Scenario-Wise Rec, `m3oe.py`) has no task's expert.
 */
export const m3oe: MakeBackbone = (shape, config, inputs) => {
  const { domains } = shape;
  const [starWidth, width] = config.extraction as [number, number];
  const star = { name: EXTRACTION, own: true };
  const block = (name: string, wide: number, torch: string): LayerSpec => ({
    name: `${EXTRACTION}.${name}`,
    part: EXTRACTION,
    groups: 1,
    inputs: wide,
    width,
    torch: () => `${torch}.domain_specific.0`,
    torchNorm: () => `${torch}.domain_specific.1`,
  });
  const [above, skip] = [block('block', starWidth, 'star_mlp'), block('skip', inputs.all, 'skip_conn')];
  const shared = expert('expert', 'shared experts', config.experts, width, config, (n) => `expert.${n}`);
  const ofDomains = expert('domain-expert', 'domain experts', domains, width, config, (domain) => `domain_expert.${domain}`);
  const hasTask = config.follows === 'paper';
  const ofTask = hasTask ? expert('task-expert', 'task expert', 1, width, config, () => 'task_expert.0') : [];
  const fused = config.bottom.at(-1) as number;
  const gates: LinearSpec = {
    name: 'gate',
    part: 'gates',
    groups: domains,
    inputs: width,
    width: config.experts,
    torch: (domain) => `gate.${domain}.0`,
    costBeyond: (config.towerRows === 'own' ? 1 : domains) * (config.experts + domains + Number(hasTask)) * fused,
  };
  const own = towers(fused, domains, config, (domain) => `tower.${domain}`);
  return {
    loopsHyperNetwork: false,
    module: together(
      starLayer(inputs.all, starWidth, domains, config),
      blocks([above, skip]),
      blocks([...shared, ...ofDomains, ...ofTask]),
      linear(gates),
      fusion(hasTask),
      blocks(own.layers),
      linear(own.head),
    ),
    logits: (pass, { x0 }, adapt) => {
      const h = told(pass, { of: 'below', name: 'extracted' }, add<Tensor3D>(applyBlock(pass, above, applyStar(pass, star, x0)), applyBlock(pass, skip, x0)));
      const ofRow = (perDomain: Tensor3D) => (own.own ? ownDomain(perDomain, pass.batch.composed.oneHot()) : perDomain);
      const logits = applyLinear(pass, gates, stopGradient(h));
      const gate = softmax(logits);
      told(pass, { of: 'below', name: 'gate' }, gate);
      const perRow = add<Tensor3D>(shares(pass, domains, hasTask), zeros([1, x0.shape[1], 1]));
      const experts = [shared, ofDomains, ofTask].flatMap((specs) => (specs.length > 0 ? [applyBlocks(pass, specs, h)] : []));
      const fusedExperts = sumOfExperts(ofRow(concat([gate, perRow], 2)), concat(experts, 0));
      const top = own.layers.reduce(
        (z, spec, l) => adapt(l + 1, applyBlock(pass, spec, z, own.own)),
        told(pass, { of: 'below', name: 'fused experts' }, fusedExperts),
      );
      return ownLogit(top, pass.parameter(`${own.head.name}.weight`), pass.parameter(`${own.head.name}.bias`), pass.batch);
    },
  };
};

/** Stacks of blocks, one for each of `groups` experts. */
function expert(name: string, part: string, groups: number, inputs: number, config: ModelConfig, torch: (group: number) => string): LayerSpec[] {
  return bottom(name, part, groups, inputs, config, (group) => `${torch(group)}.domain_specific`);
}

/** x (W ⊙ W_d) + b + b_d, without activation; both matrices start as the authors' do. */
function starLayer(inputs: number, width: number, domains: number, { towerRows }: ModelConfig): Module {
  const perDomain = (id: string, shape: number[], torch: string, init: Entry['init'], cost = 0): Module => {
    const size = shape.reduce((product, side) => product * side, 1);
    const name = `${EXTRACTION}.own.${id}`;
    return {
      entries: [{ name, part: EXTRACTION, shape: [domains, id === 'bias' ? 1 : inputs, width], init, cost }],
      norms: [],
      slots: Array.from({ length: domains }, (_, domain) => parameterSlot(`${torch}.${domain}`, shape, name, domain * size)),
      counters: [],
    };
  };
  return together(
    parametersOf([
      {
        name: `${EXTRACTION}.shared.weight`,
        part: EXTRACTION,
        shape: [1, inputs, width],
        init: xavier(inputs, width),
        torch: 'shared_weight',
        torchShape: [inputs, width],
      },
      { name: `${EXTRACTION}.shared.bias`, part: EXTRACTION, shape: [1, 1, width], init: constant(0), torch: 'shared_bias', torchShape: [width] },
    ]),
    // Each row takes its own domain's map: of a batch that is not sorted by domain, all maps run.
    perDomain('weight', [inputs, width], 'slot_weight', xavier(inputs, width), (towerRows === 'own' ? 1 : domains) * inputs * width),
    perDomain('bias', [width], 'slot_bias', constant(0)),
  );
}

/** The weights of the sum, before their sigmoid. They start at 1, as the authors' do. */
function fusion(hasTask: boolean): Module {
  const weight = (id: string, torch: string) => ({
    name: `${FUSION}.${id}`,
    part: FUSION,
    shape: [1],
    init: constant(1),
    torch: `_weight_${torch}.deep_weights`,
    // Where there is no task's expert, the public code has its weights all the same.
    ...(!hasTask && id.startsWith('task') && { still: true }),
  });
  return parametersOf([weight('domain', 'exp_d'), weight('balance', 'bal_d'), weight('task', 'exp_t'), weight('task-balance', 'bal_t')]);
}

/**
 * What domain d takes of each expert beside the mixture: of its own lambda beta, of each other domain's lambda (1 - beta) / (D - 1), and
 * of the task's its own lambda beta.
 *
 * @returns [D, 1, D], or [D, 1, D + 1] with the task's
 */
function shares(pass: Pass, domains: number, hasTask: boolean): Tensor3D {
  const share = (id: string): Tensor3D => reshape(sigmoid(pass.parameter<Tensor1D>(`${FUSION}.${id}`)), [1, 1, 1]);
  const experts = domains + Number(hasTask);
  const where = (value: (d: number, j: number) => number) =>
    tensor3d(
      Array.from({ length: domains * experts }, (_, i) => value(Math.floor(i / experts), i % experts)),
      [domains, 1, experts],
    );
  const [lambda, beta] = [share('domain'), share('balance')];
  const own = mul<Tensor3D>(
    mul(lambda, beta),
    where((d, j) => Number(d === j)),
  );
  const others = mul<Tensor3D>(
    mul(lambda, sub(1, beta)),
    where((d, j) => (d === j || j === domains ? 0 : 1 / (domains - 1))),
  );
  if (!hasTask) return add(own, others);
  const task = mul<Tensor3D>(
    mul(share('task'), share('task-balance')),
    where((_, j) => Number(j === domains)),
  );
  return add(add(own, others), task);
}
