import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { FidelityChoices } from '../config/fidelity';
import type { ModelConfig } from '../config/run-config';
import { adapterCell } from '../engine/ops/adapter-cell';
import { domainNormAddBatch, domainNormAddRunning } from '../engine/ops/domain-norm-add';
import type { Pass } from './context';
import { constant, normal } from './init';
import type { Entry } from './layout';
import { MOMENTUM, type NormBuffers } from './norm';

/** An adapter cell and the layer of width `width`, counted from 1, that it follows. */
export interface AdapterSpec {
  name: string;
  layer: number;
  width: number;
}

export function adapterSpecs(config: ModelConfig): AdapterSpec[] {
  const layers = [...config.adapters].sort((a, b) => a - b);
  return layers.map((layer, i) => ({ name: `adapter.${i}`, layer, width: config.layers[layer - 1] as number }));
}

/** U1 [m, k], V1 [k, r], U2 [r, k], V2 [k, m] and the rest are shared by all domains. */
export function adapterEntries({ name, width }: AdapterSpec, { k, bottleneck }: ModelConfig, choices: FidelityChoices): Entry[] {
  const authors = choices.adapterInit === 'authors';
  const matrix = (id: string, rows: number, columns: number): Entry => ({
    name: `${name}.${id}`,
    part: 'adapters',
    shape: [rows, columns],
    init: authors ? constant(1) : normal(1 / Math.sqrt(rows)),
  });
  const vector = (id: string, size: number, value: number): Entry => ({ name: `${name}.${id}`, part: 'adapters', shape: [size], init: constant(value) });
  return [
    matrix('u1', width, k),
    matrix('v1', k, bottleneck),
    matrix('u2', bottleneck, k),
    matrix('v2', k, width),
    vector('b1', bottleneck, 0),
    vector('b2', width, 0),
    // Zero gamma: the adapter starts as "no change".
    vector('gamma', width, authors ? 1 : 0),
    vector('beta', width, 0),
  ];
}

/** Running statistics of the domain norm, one set a tower; the authors keep none. */
export function adapterBuffers({ name, width }: AdapterSpec, choices: FidelityChoices, domains: number): NormBuffers[] {
  return choices.domainNormAtEvaluation === 'running' ? [{ name, groups: domains, width, momentum: MOMENTUM }] : [];
}

/** z' = z + domain norm of the adapter's output: [D, B, m] -> [D, B, m]. */
export function applyAdapter(pass: Pass, { name }: AdapterSpec, choices: FidelityChoices, z: Tensor3D, h: Tensor3D): Tensor3D {
  const matrix = (id: string) => pass.parameter<Tensor2D>(`${name}.${id}`);
  const vector = (id: string) => pass.parameter<Tensor1D>(`${name}.${id}`);
  const u = adapterCell(z, h, { u1: matrix('u1'), v1: matrix('v1'), u2: matrix('u2'), v2: matrix('v2'), b1: vector('b1'), b2: vector('b2') });
  const [gamma, beta] = [vector('gamma'), vector('beta')];
  const running = choices.domainNormAtEvaluation === 'running';
  if (running && !pass.training) return domainNormAddRunning(z, u, gamma, beta, pass.running(name));
  return domainNormAddBatch(z, u, gamma, beta, pass.rows, running ? (moments) => pass.report(name, moments) : undefined);
}
