import { getBackend, getKernel } from '@tensorflow/tfjs-core';
import { FUSED_OP_NAMES, type FusedOp } from '../../protocol/engine';
import * as kernel from './fused';

/** The ops that may run fused, each with the kernels that it takes: all of them or none. */
export const FUSED_OPS = {
  embed: [kernel.EMBED, kernel.EMBED_GRADIENT],
  linear: [kernel.LINEAR, kernel.LINEAR_BY_INPUT, kernel.LINEAR_BY_WEIGHT],
  norm: [kernel.NORM, kernel.NORM_GRADIENT, kernel.NORM_EVALUATION],
  'layer norm': [kernel.LAYER_NORM, kernel.LAYER_NORM_GRADIENT],
  'mixture of experts': [kernel.MIX_EXPERTS, kernel.MIX_EXPERTS_GRADIENT],
  'factor gate': [kernel.FACTOR_GATE, kernel.FACTOR_GATE_GRADIENT],
  'domain maps': [kernel.DOMAIN_MAP, kernel.DOMAIN_MAP_GRADIENT],
  'adapter cell': [kernel.ADAPTER_CELL, kernel.ADAPTER_CELL_GRADIENT],
  'own logit': [kernel.OWN_LOGIT, kernel.OWN_LOGIT_GRADIENT],
  'logistic loss': [kernel.LOGISTIC_LOSS],
  'cross layer': [kernel.CROSS_LAYER, kernel.CROSS_LAYER_GRADIENT],
  optimise: [kernel.OPTIMISE, kernel.SQUARES, kernel.OPTIMISE_ROWS, kernel.CATCH_UP],
} as const satisfies Record<FusedOp, readonly string[]>;

/** Ops that run composed although there are kernels, by backend: their kernels deviated, or a test wants the definition. */
const switchedOff = new Map<string, Set<FusedOp>>();

/** Whether an op runs fused on the current backend. */
export function isFused(op: FusedOp): boolean {
  const backend = getBackend();
  return !switchedOff.get(backend)?.has(op) && FUSED_OPS[op].every((name) => getKernel(name, backend) !== undefined);
}

/** Lets an op of the current backend run fused, where it has the kernels, or composed. */
export function setFused(op: FusedOp, fused: boolean): void {
  const off = switchedOff.get(getBackend()) ?? new Set();
  switchedOff.set(getBackend(), off);
  if (fused) off.delete(op);
  else off.add(op);
}

/** Runs something with all ops of the current backend composed. */
export function composed<T>(run: () => T): T {
  const before = new Set(switchedOff.get(getBackend()));
  switchedOff.set(getBackend(), new Set(FUSED_OP_NAMES));
  try {
    return run();
  } finally {
    switchedOff.set(getBackend(), before);
  }
}
