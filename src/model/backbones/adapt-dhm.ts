import { add, mul, relu, type Tensor2D, type Tensor3D, zeros } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import { dropoutMask } from '../../engine/kernels/dropout-mask';
import { ownDomain } from '../../engine/ops/batch/own-domain';
import { linear } from '../../engine/ops/linear';
import { nearestCentre } from '../../engine/ops/nearest-centre';
import type { Random } from '../../lib/random';
import type { Pass } from '../context';
import { constant, uniformByInputs } from '../init';
import { stack } from '../layers';
import { sizeOf } from '../layout';
import { type Module, parameterSlot, type Slot, together } from '../module';
import { dropoutOf } from '../towers';
import type { MakeBackbone } from './backbone';

const CENTRES = 'cluster.centres';
/** How often a step moves the centres. */
const ROUNDS = 3;

/**
 * AdaptDHM (Li et al., Adaptive Distribution Hierarchical Model, 2022): rows are sorted into clusters by what they hold, not by
 * their domain. Each row goes to the centre that is most like its x0, and through that cluster's network, whose weights are a
 * shared matrix times (element by element) the cluster's own. Each step moves the centres towards its rows; they are kept beside
 * the parameters. As in the paper biases are shared plus own; the public code makes them and leaves them out.
 */
export const adaptDhm: MakeBackbone = (_, config, inputs) => {
  const layers = clusterLayers(inputs.all, config);
  return {
    loopsHyperNetwork: false,
    module: together(centres(config.clusters, inputs.all), ...layers.map(clusterModule)),
    logits: (pass, { x0 }, adapt) => {
      const own = ownCluster(pass, config, x0);
      return layers.reduce((z, spec, l) => {
        const line = ownDomain(applyCluster(pass, spec, z), own);
        if (l === layers.length - 1) return line;
        const dropout = pass.dropout(dropoutOf(config, l), spec.name);
        const open = relu(line) as Tensor3D;
        return adapt(l + 1, dropout ? mul(open, dropoutMask(open.shape, dropout)) : open);
      }, x0);
    },
  };
};

/** [K, B, 1], 1 at each row's cluster. */
function ownCluster(pass: Pass, { clusterMomentum: momentum }: ModelConfig, x0: Tensor3D): Tensor3D {
  const moving = { momentum, rounds: ROUNDS, moved: (values: Tensor2D) => pass.keepState(CENTRES, values) };
  return nearestCentre(x0, pass.state<Tensor2D>(CENTRES), pass.batch, pass.training ? moving : undefined);
}

function centres(clusters: number, width: number): Module {
  const init = (values: Float32Array, random: Random) => {
    for (let k = 0; k < clusters; k++) directionInto(values.subarray(k * width, (k + 1) * width), random);
  };
  return {
    entries: [],
    norms: [],
    states: [{ name: CENTRES, part: 'clusters', shape: [clusters, width], init }],
    slots: [{ ...parameterSlot('center', [clusters, width], CENTRES), from: 'buffers' }],
    counters: [],
  };
}

/** A random direction, of length 1. */
function directionInto(values: Float32Array, random: Random): void {
  for (const i of values.keys()) values[i] = random.normal();
  const length = Math.hypot(...values);
  for (const i of values.keys()) values[i] = (values[i] as number) / length;
}

/** Hidden layers, then the logit. */
interface ClusterSpec {
  name: string;
  l: number;
  clusters: number;
  inputs: number;
  width: number;
  /** Whether the biases are used: the public code keeps them unused, and so untrained. */
  biased: boolean;
}

function clusterLayers(inputs: number, { layers, clusters, follows }: ModelConfig): ClusterSpec[] {
  const biased = follows === 'paper';
  return stack(inputs, [...layers, 1]).map(({ inputs: wide, width, l }) => ({ name: `cluster.${l}`, l, clusters, inputs: wide, width, biased }));
}

/** As in STAR the own factor starts at 1 and the own bias at 0, so that all clusters start from the shared network. */
function clusterModule({ name, l, clusters, inputs, width, biased }: ClusterSpec): Module {
  const [shared, own] = ['shared network', 'own networks'];
  const start = uniformByInputs(inputs);
  const still = !biased;
  const slotsOf = (torch: string, of: string, shape: number[]): Slot[] => [
    parameterSlot(`${torch}.0.${l}`, shape, `${name}.shared.${of}`),
    ...Array.from({ length: clusters }, (_, k) => parameterSlot(`${torch}.${k + 1}.${l}`, shape, `${name}.own.${of}`, k * sizeOf(shape))),
  ];
  return {
    entries: [
      { name: `${name}.shared.weight`, part: shared, shape: [1, inputs, width], init: start },
      { name: `${name}.shared.bias`, part: shared, shape: [1, 1, width], init: biased ? start : constant(0), still },
      { name: `${name}.own.weight`, part: own, shape: [clusters, inputs, width], init: constant(1), cost: clusters * inputs * width },
      { name: `${name}.own.bias`, part: own, shape: [clusters, 1, width], init: constant(0), still },
    ],
    norms: [],
    slots: [...slotsOf('domain_w', 'weight', [inputs, width]), ...slotsOf('domain_b', 'bias', [width])],
    counters: [],
  };
}

/** Every cluster's network: [1, B, inputs] -> [K, B, width] */
function applyCluster(pass: Pass, { name, clusters, width, biased }: ClusterSpec, x: Tensor3D): Tensor3D {
  const of = (id: string) => pass.parameter<Tensor3D>(`${name}.${id}`);
  const weight: Tensor3D = mul(of('shared.weight'), of('own.weight'));
  return linear(x, weight, biased ? add(of('shared.bias'), of('own.bias')) : zeros([clusters, 1, width]));
}
