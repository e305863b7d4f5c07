import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { BACKBONE_INFO, runsOnOwnRows } from '../config/backbones';
import type { ModelConfig } from '../config/run-config';
import type { Sets } from '../engine/kernels/fused';
import { adaptTraining } from '../engine/ops/adapt';
import { adapterCell, insideCell } from '../engine/ops/adapter-cell';
import { normEvaluation } from '../engine/ops/norm';
import { type Pass, told } from './context';
import { matrixScale } from './hyper-network';
import { constant, normal, xavier } from './init';
import type { Entry } from './layout';
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
  }));
}

/** With `own` rows a tower sees nothing but its domain's rows, so that its batch is these. */
function domainNormSets(config: ModelConfig): Sets {
  if (runsOnOwnRows(config)) return 'own-in-row';
  if (config.domainNormTraining === 'batch') return 'batch';
  return BACKBONE_INFO[config.backbone].towers === 'per-domain' ? 'own-in-tower' : 'own-in-row';
}

/** U1 [m, k], V1 [k, r], U2 [r, k], V2 [k, m], gamma and beta are shared by all domains; running statistics are not. */
export function adapter(spec: AdapterSpec, config: ModelConfig): Module {
  const { name, index, width, groups, towers } = spec;
  const { k, bottleneck: r, adapterInit } = config;
  const part = ADAPTERS;
  const start = (rows: number, columns: number): Entry['init'] =>
    adapterInit === 'authors' ? constant(1) : adapterInit === 'xavier' ? xavier(rows, columns) : normal(1 / Math.sqrt(rows));
  const matrix = (id: string, rows: number, columns: number, torch: string) => ({
    name: `${name}.${id}`,
    part,
    shape: [rows, columns],
    init: start(rows, columns),
    cost: towers * (rows * columns + (id === 'u1' || id === 'u2' ? k * k : 0)),
    torch,
  });
  const vector = (id: string, size: number, value: number, torch: string) => ({ name: `${name}.${id}`, part, shape: [size], init: constant(value), torch });
  const buffers: NormBuffers = { name, groups, width, momentum: momentumOf(1) };
  const module = parametersOf([
    matrix('u1', width, k, `u.${2 * index}`),
    matrix('v1', k, r, `v.${2 * index}`),
    matrix('u2', r, k, `u.${2 * index + 1}`),
    matrix('v2', k, width, `v.${2 * index + 1}`),
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
 * @param output [1, B, k * k] what the hyper-network put out
 * @returns [G, B, m]
 */
export function applyAdapter(pass: Pass, spec: AdapterSpec, config: ModelConfig, z: Tensor3D, output: Tensor3D): Tensor3D {
  const { name, sets, groups } = spec;
  const matrix = (id: string) => pass.parameter<Tensor2D>(`${name}.${id}`);
  const vector = (id: string) => pass.parameter<Tensor1D>(`${name}.${id}`);
  const weights = { u1: matrix('u1'), v1: matrix('v1'), u2: matrix('u2'), v2: matrix('v2'), b1: vector('b1'), b2: vector('b2') };
  const scale = matrixScale(config);
  const [gamma, beta] = [vector('gamma'), vector('beta')];
  const kind = { sets, rectified: false, unbiased: true };
  if (pass.inside?.tell) {
    const { bottleneck, up } = insideCell(z, output, scale, weights);
    told(pass, { of: 'bottleneck', place: spec.index }, bottleneck);
    told(pass, { of: 'up', place: spec.index }, up);
  }
  if (!pass.training && config.domainNormEvaluation === 'running') {
    return normEvaluation(adapterCell(z, output, scale, weights), gamma, beta, pass.batch, kind, pass.running(name), z);
  }
  // With statistics of the batch at evaluation too, the running ones serve domains that lack rows, and stay.
  const running = groups > 0 ? { ...pass.running(name), ...(!pass.training && { momentum: 0 }) } : undefined;
  return adaptTraining(z, output, scale, weights, gamma, beta, pass.batch, { ...kind, running });
}
