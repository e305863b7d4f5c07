import { expect } from 'vitest';
import { BACKBONE_INFO } from '../../config/backbones';
import { generatedWeights } from '../../measures/spectra/generated-weights';
import { matrixScale } from '../../model/hyper-network';
import type { Model } from '../../model/model';
import type { ModelState } from '../../model/state-dict';
import type { Walk } from '../../protocol/walk';

type Row = ArrayLike<number>;

/**
 * Each part of a walk computed again from the parts before it, in plain float64: it shares nothing with the model but the names of
 * its numbers. Part by part, a deviation shows where it comes about.
 */
export function expectConsistent(model: Model, state: ModelState, walk: Walk, close: (got: Row, wanted: Row, what: string) => void): void {
  const { config, shape } = model;
  const of = (name: string) => model.parameters.view(state.parameters, name);
  const statistic = (name: string) => model.buffers.view(state.buffers, name);
  const d = walk.domain;

  function linear(name: string, group: number, x: Row): number[] {
    const [, inputs, width] = model.parameters.shapeOf(`${name}.weight`) as [number, number, number];
    expect(x).toHaveLength(inputs);
    const [weight, bias] = [of(`${name}.weight`), of(`${name}.bias`)];
    return affine(weight.subarray(group * inputs * width, (group + 1) * inputs * width), bias.subarray(group * width, (group + 1) * width), x);
  }
  function norm(name: string, group: number, x: Row): number[] {
    const width = x.length;
    const at = (values: ArrayLike<number>, j: number) => values[group * width + j] as number;
    return Array.from(x, (value, j) => {
      const normal = (value - at(statistic(`${name}.mean`), j)) / Math.sqrt(at(statistic(`${name}.variance`), j) + 1e-5);
      return at(of(`${name}.gamma`), j) * normal + at(of(`${name}.beta`), j);
    });
  }
  const layer = (name: string, group: number, x: Row) => relu(norm(name, group, linear(name, group, x)));

  const dense = walk.fields.filter(({ kind }) => kind === 'dense').flatMap(({ numbers }) => [...numbers]);
  const embedded = walk.fields.filter(({ kind }) => kind !== 'dense').flatMap(({ numbers }) => [...numbers]);
  const x0 = [...embedded, ...dense];

  // The hyper-network.
  let x: Row = config.backbone === 'wide-deep' ? [...dense, ...embedded] : x0;
  for (const [l, hidden] of walk.hidden.entries()) {
    close(hidden, layer(`hyper.${l}`, 0, x), `hidden ${l}`);
    x = hidden;
  }
  expect(walk.hidden).toHaveLength(config.hyper.length);
  const scale = matrixScale(config);
  close(
    walk.h,
    layer(`hyper.${config.hyper.length}`, 0, x).map((value) => scale * value),
    'H',
  );

  // Below the tower.
  const below = (name: string) => walk.below.find((each) => each.name === name)?.values as Float32Array;
  const { backbone } = config;
  if (backbone === 'shared-bottom') close(below('shared bottom'), stackOf('bottom', 0, x0), 'shared bottom');
  if (backbone === 'mmoe') {
    close(below('gate'), softmax(linear('gate', d, x0)), 'gate');
    close(
      below('mixed experts'),
      mixed(
        below('gate'),
        [...Array(config.experts).keys()].map((n) => stackOf('expert', n, x0)),
      ),
      'mixed experts',
    );
  }
  if (backbone === 'ple') {
    expect(config.levels).toBe(1);
    close(below('gate'), softmax(linear('level.0.gate', d, x0)), 'gate');
    const own = [...Array(config.ownExperts).keys()].map((n) => stackOf('level.0.own', d * config.ownExperts + n, x0));
    const shared = [...Array(config.experts).keys()].map((n) => stackOf('level.0.shared', n, x0));
    close(below('mixed experts'), mixed(below('gate'), [...own, ...shared]), 'mixed experts');
  }
  const partitioned = 'partitioned-norm';
  const starOfPaper = backbone === 'star' && config.follows === 'paper';
  if (starOfPaper) {
    const [gamma, beta] = [of(`${partitioned}.gamma`), of(`${partitioned}.beta`)].map((all) => all.slice(d * x0.length, (d + 1) * x0.length)) as unknown as [
      Row,
      Row,
    ];
    const normal = x0.map((value, j) => {
      const i = d * x0.length + j;
      return (value - (statistic(`${partitioned}.mean`)[i] as number)) / Math.sqrt((statistic(`${partitioned}.variance`)[i] as number) + 1e-5);
    });
    const shared = (id: string, j: number) => of(`${partitioned}.shared.${id}`)[j] as number;
    close(
      below('normalised input'),
      normal.map((value, j) => (gamma[j] as number) * shared('gamma', j) * value + (beta[j] as number) + shared('beta', j)),
      'normalised input',
    );
  }
  // The personalised networks: gates on the input, and on the layers.
  const numbersOf = (has: (field: Walk['fields'][number]) => boolean) => walk.fields.filter(has).flatMap(({ numbers }) => [...numbers]);
  const ids = new Set(shape.fields.flatMap(({ id, name }) => (id ? [name] : [])));
  const isId = ({ name }: { name: string }) => ids.has(name);
  const gate = (name: string, group: number, input: Row) =>
    linear(`${name}.scoring`, group, relu(linear(`${name}.crossing`, group, input))).map((value) => 2 * sigmoid(value));
  const times = (a: Row, b: Row) => Array.from(a, (value, j) => value * (b[j] as number));
  if (backbone === 'epnet' || backbone === 'pepnet') {
    const scaled = numbersOf((field) => field.kind !== 'domain' && !(backbone === 'pepnet' && isId(field)));
    close(below('gate'), gate('embedding-gate', 0, [...numbersOf(({ kind }) => kind === 'domain'), ...scaled]), 'gate');
    close(below('scaled input'), times(below('gate'), scaled), 'scaled input');
  }
  const isGated = backbone === 'ppnet' || backbone === 'pepnet';
  if (backbone === 'ppnet') {
    const others = numbersOf((field) => !isId(field));
    if (config.follows === 'paper') close(below('all but the ids'), others, 'all but the ids');
    else close(below('ids first'), [...numbersOf(isId), ...others], 'ids first');
  }
  /** Linear -> LayerNorm -> ReLU */
  function block(name: string, group: number, input: Row): number[] {
    const line = linear(name, group, input);
    const mean = line.reduce((a, b) => a + b, 0) / line.length;
    const variance = line.reduce((sum, value) => sum + (value - mean) ** 2, 0) / line.length;
    const at = (id: string, j: number) => of(`${name}.${id}`)[group * line.length + j] as number;
    return relu(line.map((value, j) => (at('gamma', j) * (value - mean)) / Math.sqrt(variance + 1e-5) + at('beta', j)));
  }
  if (backbone === 'm3oe') {
    const [own, shared] = [of('extraction.own.weight'), of('extraction.shared.weight')];
    const [ownBias, sharedBias] = [of('extraction.own.bias'), of('extraction.shared.bias')];
    const star = affine(
      shared.map((value, i) => value * (own[d * shared.length + i] as number)),
      sharedBias.map((value, j) => value + (ownBias[d * sharedBias.length + j] as number)),
      x0,
    );
    const skip = block('extraction.skip', 0, x0);
    close(
      below('extracted'),
      block('extraction.block', 0, star).map((value, j) => value + (skip[j] as number)),
      'extracted',
    );
    const h = below('extracted');
    close(below('gate'), softmax(linear('gate', d, h)), 'gate');
    const expert = (name: string, group: number) => config.bottom.reduce((values: Row, _, l) => block(`${name}.${l}`, group, values), h);
    const share = (id: string) => sigmoid(of(`fusion.${id}`)[0] as number);
    const domains = [...Array(shape.domains).keys()];
    const all = [
      ...[...Array(config.experts).keys()].map((n) => ({ expert: expert('expert', n), share: below('gate')[n] as number })),
      ...domains.map((j) => {
        const balance = j === d ? share('balance') : (1 - share('balance')) / (shape.domains - 1);
        return { expert: expert('domain-expert', j), share: share('domain') * balance };
      }),
      ...(config.follows === 'paper' ? [{ expert: expert('task-expert', 0), share: share('task') * share('task-balance') }] : []),
    ];
    close(
      below('fused experts'),
      mixed(
        all.map((each) => each.share),
        all.map((each) => each.expert),
      ),
      'fused experts',
    );
  }
  if (backbone === 'sar-net') {
    const [weight, bias] = [of('domain-map.weight'), of('domain-map.bias')];
    const mine = x0.map((value, j) => value * (weight[d * x0.length + j] as number) + (bias[d * x0.length + j] as number));
    close(below('domain’s input'), mine, 'domain’s input');
    close(below('gate'), softmax(linear('gate', 0, below('domain’s input'))), 'gate');
    const shared = [...Array(config.experts).keys()].map((n) => stackOf('expert', n, below('domain’s input')));
    const own = [...Array(config.ownExperts).keys()].map((n) => stackOf('own-expert', d * config.ownExperts + n, below('domain’s input')));
    close(below('shared and own experts, mixed'), mixed(below('gate'), [...shared, ...own]), 'shared and own experts, mixed');
  }
  /** Values times their factors, by the pruner at `l`: what is small is 0. */
  function pruned(l: number, values: Row): number[] {
    const read = [...numbersOf(({ kind }) => kind === 'domain'), ...Array.from(values)];
    const alpha = statistic('pruner.alpha')[0] as number;
    const judged = affine(of(`pruner.${l}.weight`), new Float32Array(values.length), read);
    return Array.from(values, (value, j) => {
      const factor = config.prunerBeta * sigmoid(alpha * (judged[j] as number));
      return factor > config.prunerEpsilon ? value * factor : 0;
    });
  }
  if (backbone === 'adasparse') {
    const others = pruned(
      0,
      numbersOf(({ kind }) => kind !== 'domain'),
    );
    close(below('pruned input'), [...numbersOf(({ kind }) => kind === 'domain'), ...others], 'pruned input');
  }
  /** A layer of the network of the row's cluster: shared times own. */
  function clusterLinear(l: number, input: Row): number[] {
    const [clusters, width] = model.buffers.shapeOf('cluster.centres') as [number, number];
    const centres = statistic('cluster.centres');
    const similarity = [...Array(clusters).keys()].map((k) => x0.reduce((sum, value, j) => sum + value * (centres[k * width + j] as number), 0));
    const k = similarity.indexOf(Math.max(...similarity));
    const [shared, own] = [of(`cluster.${l}.shared.weight`), of(`cluster.${l}.own.weight`)];
    const [sharedBias, ownBias] = [of(`cluster.${l}.shared.bias`), of(`cluster.${l}.own.bias`)];
    return affine(
      shared.map((value, i) => value * (own[k * shared.length + i] as number)),
      sharedBias.map((value, j) => value + (ownBias[k * sharedBias.length + j] as number)),
      input,
    );
  }
  /** A layer whose weights come from the domain's embedding. */
  function metaLayer(l: number, input: Row): number[] {
    const scenario = of('scenario').slice(d * config.embedding, (d + 1) * config.embedding);
    const line = affine(linear(`meta.${l}.weight`, 0, scenario), linear(`meta.${l}.bias`, 0, scenario), input);
    const kept = line.length === input.length ? line.map((value, j) => value + (input[j] as number)) : line;
    return relu(norm(`meta-tower.${l}`, d, kept));
  }
  if (backbone === 'm2m') close(below('shared bottom'), stackOf('bottom', 0, x0), 'shared bottom');
  function stackOf(name: string, group: number, input: Row): Row {
    return config.bottom.reduce((values: Row, _, l) => layer(`${name}.${l}`, group, values), input);
  }
  function starLinear(l: number, input: Row): number[] {
    const [shared, own] = [of(`star.${l}.shared.weight`), of(`star.${l}.own.weight`)];
    const [sharedBias, ownBias] = [of(`star.${l}.shared.bias`), of(`star.${l}.own.bias`)];
    const weight = shared.map((value, i) => value * (own[d * shared.length + i] as number));
    return affine(
      weight,
      sharedBias.map((value, j) => value + (ownBias[d * sharedBias.length + j] as number)),
      input,
    );
  }

  /** What comes before the ReLU. */
  const starLayer = (l: number, input: Row) => (starOfPaper ? starLinear(l, input) : norm(`star.${l}`, d, starLinear(l, input)));

  // The tower.
  let z: Row = walk.below.length > 0 ? (walk.below.at(-1)?.values as Float32Array) : backbone === 'wide-deep' ? embedded : x0;
  expect(walk.layers.map(({ layer: l }) => l)).toEqual(config.layers.map((_, l) => l + 1));
  const perDomain = BACKBONE_INFO[backbone].towers === 'per-domain';
  function layerOf(l: number, input: Row): number[] {
    if (backbone === 'star') return relu(starLayer(l, input));
    if (backbone === 'm3oe') return block(`tower.${l}`, d, input);
    if (backbone === 'adapt-dhm') return relu(clusterLinear(l, input));
    if (backbone === 'm2m') return metaLayer(l, input);
    if (backbone === 'adasparse') return pruned(l + 1, layer(`deep.${l}`, 0, input));
    const wanted = layer(`${perDomain ? 'tower' : 'deep'}.${l}`, perDomain ? d : 0, input);
    if (!isGated) return wanted;
    const general = walk.below.at(-1)?.values as Float32Array;
    return times(wanted, gate(`layer-gate.${l}`, d, config.follows === 'paper' || backbone === 'pepnet' ? [...numbersOf(isId), ...general] : general));
  }
  for (const [l, told] of walk.layers.entries()) {
    close(told.z, layerOf(l, z), `layer ${l + 1}`);
    z = told.z;
    const { adapter } = told;
    expect(adapter !== undefined).toBe(config.adapters.includes(l + 1));
    if (!adapter) continue;
    const name = `adapter.${adapter.place}`;
    const [u1, v1, u2, v2] = ['u1', 'v1', 'u2', 'v2'].map((id) => of(`${name}.${id}`)) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const { down, up } = generatedWeights(walk.h, { width: told.z.length, bottleneck: config.bottleneck, k: config.k, u1, v1, u2, v2 });
    close(adapter.bottleneck, affine(down, of(`${name}.b1`), told.z).map(sigmoid), 'bottleneck');
    close(adapter.up, affine(up, of(`${name}.b2`), adapter.bottleneck), 'up');
    const spec = model.adapters[adapter.place] as Model['adapters'][number];
    const group = spec.groups === 1 ? 0 : d;
    const m = told.z.length;
    const [gamma, beta] = [of(`${name}.gamma`), of(`${name}.beta`)];
    if (config.domainNormEvaluation === 'running') {
      close(
        adapter.added,
        Array.from(adapter.up, (value, j) => {
          const [mean, variance] = [statistic(`${name}.mean`)[group * m + j] as number, statistic(`${name}.variance`)[group * m + j] as number];
          return ((gamma[j] as number) * (value - mean)) / Math.sqrt(variance + 1e-5) + (beta[j] as number);
        }),
        'added',
      );
    }
    z = Array.from(told.z, (value, j) => value + (adapter.added[j] as number));
  }

  // The end.
  const joining = (name: string) => walk.beside.find((each) => each.name === name)?.values as Float32Array;
  let logit: number;
  if (backbone === 'dcn') {
    let crossed = x0;
    for (let l = 0; l < config.cross; l++) {
      const [w, b] = [of(`cross.${l}.weight`), of(`cross.${l}.bias`)];
      const along = crossed.reduce((sum, value, i) => sum + value * (w[i] as number), 0);
      crossed = crossed.map((value, i) => (x0[i] as number) * along + (b[i] as number) + value);
    }
    close(joining('cross network'), crossed, 'cross network');
    logit = linear('head', 0, [...joining('cross network'), ...Array.from(z)])[0] as number;
  } else if (backbone === 'wide-deep') {
    close(joining('wide part'), linear('wide', 0, dense), 'wide part');
    logit = (joining('wide part')[0] as number) + (linear('head', 0, z)[0] as number);
  } else if (backbone === 'star') {
    const auxiliary = [...config.bottom, 1].reduce((values: Row, _, l, all) => {
      const line = linear(`auxiliary.${l}`, 0, values);
      return l < all.length - 1 ? relu(starOfPaper ? line : norm(`auxiliary.${l}`, 0, line)) : line;
    }, x0);
    close(joining('auxiliary network'), auxiliary, 'auxiliary network');
    const [own] = starLayer(config.layers.length, z) as [number];
    logit = (starOfPaper ? own : Math.max(0, own)) + (joining('auxiliary network')[0] as number);
  } else if (backbone === 'adapt-dhm') {
    logit = clusterLinear(config.layers.length, z)[0] as number;
  } else {
    expect(walk.beside).toEqual([]);
    logit = linear('head', perDomain && backbone !== 'm2m' ? d : 0, z)[0] as number;
  }
  close([walk.logit], [logit], 'logit');
  close([walk.prediction], [sigmoid(walk.logit)], 'prediction');
  close([walk.withThisH.prediction], [sigmoid(walk.withThisH.logit)], 'prediction with this H');
  expect(walk.fields).toHaveLength(shape.fields.length + shape.dense);
}

/** x W + b: [in] x [in, out] -> [out] */
function affine(weight: ArrayLike<number>, bias: ArrayLike<number>, x: Row): number[] {
  return Array.from(bias, (start, j) => {
    let sum = start;
    for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (weight[i * bias.length + j] as number);
    return sum;
  });
}

const relu = (x: Row) => Array.from(x, (value) => Math.max(0, value));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softmax = (x: number[]) => {
  const powers = x.map(Math.exp);
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
};
const mixed = (shares: Row, experts: Row[]) =>
  Array.from(experts[0] as Row, (_, j) => experts.reduce((sum, expert, n) => sum + (shares[n] as number) * (expert[j] as number), 0));
