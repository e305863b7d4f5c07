import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { ADAPTER_KIND } from '../config/adapter-kinds';
import { BACKBONE_INFO, runsOnOwnRows } from '../config/backbones';
import type { ModelConfig } from '../config/run-config';
import type { Sets } from '../engine/kernels/fused';
import { adaptTraining } from '../engine/ops/adapt';
import { adapterCell, insideCell } from '../engine/ops/adapter-cell';
import { type AdapterParts, generatedBiases, ownAdapter, productOf, sharedAdapter } from '../engine/ops/free-adapter';
import { normEvaluation, normTraining } from '../engine/ops/norm';
import { adapterMatrices } from './adapter-matrices';
import { type Pass, told } from './context';
import { matrixScale } from './hyper-network';
import { constant } from './init';
import { type Module, parametersOf, runningSlots } from './module';
import { momentumOf, type NormBuffers } from './norm';

/** The part that adapters count towards; weight decay may treat it apart. */
export const ADAPTERS = 'adapters';

/** An adapter cell and the layer of width `width`, counted from 1, that it follows. */
export interface AdapterSpec {
  name: string;
  /** Its place among the model's adapters, from 0. */
  index: number;
  layer: number;
  width: number;
  /** What the domain norm's statistics are taken over in training. */
  sets: Sets;
  /** Sets of running statistics; 0 where none are kept. */
  groups: number;
  /** Towers that it works in for every row. */
  towers: number;
  domains: number;
}

export function adapterSpecs(config: ModelConfig, domains: number): AdapterSpec[] {
  const { towers } = BACKBONE_INFO[config.backbone];
  const layers = [...config.adapters].sort((a, b) => a - b);
  const sets = domainNormSets(config);
  const perGroup = sets === 'batch' && towers === 'shared' ? 1 : domains;
  // A domain without rows in a batch takes the running statistics, so these are kept even where evaluation does not use them.
  const kept = config.domainNormEvaluation === 'running' || sets !== 'batch';
  return layers.map((layer, index) => ({
    name: `adapter.${index}`,
    index,
    layer,
    width: config.layers[layer - 1] as number,
    sets,
    groups: kept ? perGroup : 0,
    towers: towers === 'per-domain' && config.towerRows === 'all' ? domains : 1,
    domains,
  }));
}

/** With `own` rows a tower sees nothing but its domain's rows, so that its batch is these. */
function domainNormSets(config: ModelConfig): Sets {
  if (runsOnOwnRows(config)) return 'own-in-row';
  if (config.domainNormTraining === 'batch') return 'batch';
  return BACKBONE_INFO[config.backbone].towers === 'per-domain' ? 'own-in-tower' : 'own-in-row';
}

/** Its matrices, and b1, b2, gamma and beta, are shared by all domains, unless it is one per domain; running statistics are not. */
export function adapter(spec: AdapterSpec, config: ModelConfig): Module {
  const { name, index, width, groups } = spec;
  const { bottleneck: r, adapterInit } = config;
  const part = ADAPTERS;
  const vector = (id: string, size: number, value: number, torch: string) => ({ name: `${name}.${id}`, part, shape: [size], init: constant(value), torch });
  const buffers: NormBuffers = { name, groups, width, momentum: momentumOf(1) };
  const module = parametersOf([
    ...adapterMatrices(spec, config).map((matrix) => ({ ...matrix, part })),
    vector('b1', r, 0, `b_list.${2 * index}`),
    vector('b2', width, 0, `b_list.${2 * index + 1}`),
    // Zero gamma: the adapter starts as "no change".
    vector('gamma', width, adapterInit === 'near-identity' ? 0 : 1, `gamma${index + 1}`),
    vector('beta', width, 0, `bias${index + 1}`),
  ]);
  if (groups === 0) return module;
  const slots = Array.from({ length: groups }, (_, g) => runningSlots(`domain_norm.${index}.${g}`, buffers, g)).flat();
  return { ...module, norms: [buffers], slots: [...module.slots, ...slots.map((slot) => ({ ...slot, optional: true }))] };
}

/**
 * z' = z + domain norm of the adapter's output.
 *
 * @param z [G, B, m]
 * @param made what the row's weights are made from: [1, B, k * k] what the hyper-network put out, or [1, B, D] whose matrices of one per
 * domain count for the row, where these are not its own; undefined where nothing is
 * @returns [G, B, m]
 */
export function applyAdapter(pass: Pass, spec: AdapterSpec, config: ModelConfig, z: Tensor3D, made: Tensor3D | undefined): Tensor3D {
  const { name, sets, groups } = spec;
  const [gamma, beta] = ['gamma', 'beta'].map((id) => pass.parameter<Tensor1D>(`${name}.${id}`)) as [Tensor1D, Tensor1D];
  const kind = { sets, rectified: false, unbiased: true };
  const tell = ({ bottleneck, up }: AdapterParts) => {
    told(pass, { of: 'bottleneck', place: spec.index }, bottleneck);
    told(pass, { of: 'up', place: spec.index }, up);
  };
  // With statistics of the batch at evaluation too, the running ones serve domains that lack rows, and stay.
  const running = groups > 0 ? { ...pass.running(name), ...(!pass.training && { momentum: 0 }) } : undefined;
  const evaluated = !pass.training && config.domainNormEvaluation === 'running';
  const { h, factored } = ADAPTER_KIND[config.adapterKind];
  if (h && factored) {
    const [output, scale, weights] = [made as Tensor3D, matrixScale(config), factorsOf(pass, name)];
    if (pass.inside?.tell) tell(insideCell(z, output, scale, weights));
    if (evaluated) return normEvaluation(adapterCell(z, output, scale, weights), gamma, beta, pass.batch, kind, pass.running(name), z);
    return adaptTraining(z, output, scale, weights, gamma, beta, pass.batch, { ...kind, running });
  }
  const parts = notGenerated(pass, name, config, z, made);
  tell(parts);
  if (evaluated) return normEvaluation(parts.up, gamma, beta, pass.batch, kind, pass.running(name), z);
  return normTraining(parts.up, gamma, beta, pass.batch, { ...kind, running }, z);
}

function factorsOf(pass: Pass, name: string) {
  const matrix = (id: string) => pass.parameter<Tensor2D>(`${name}.${id}`);
  const vector = (id: string) => pass.parameter<Tensor1D>(`${name}.${id}`);
  return { u1: matrix('u1'), v1: matrix('v1'), u2: matrix('u2'), v2: matrix('v2'), b1: vector('b1'), b2: vector('b2') };
}

/** An adapter whose matrices no H goes into. */
function notGenerated(pass: Pass, name: string, config: ModelConfig, z: Tensor3D, made: Tensor3D | undefined): AdapterParts {
  const [b1, b2] = ['b1', 'b2'].map((id) => pass.parameter<Tensor1D>(`${name}.${id}`)) as [Tensor1D, Tensor1D];
  if (config.adapterKind === 'low-rank') {
    const { u1, v1, u2, v2 } = factorsOf(pass, name);
    return sharedAdapter(z, productOf(u1, v1), productOf(u2, v2), b1, b2);
  }
  const [down, up] = ['down', 'up'].map((id) => pass.parameter<Tensor3D>(`${name}.${id}`)) as [Tensor3D, Tensor3D];
  if (config.adapterKind === 'per-domain') return ownAdapter(z, down, up, b1, b2, pass.batch, made);
  const { u1, v1, u2, v2 } = factorsOf(pass, name);
  return sharedAdapter(z, down, up, b1, b2, generatedBiases(made as Tensor3D, matrixScale(config), [u1, v1], [u2, v2]));
}
