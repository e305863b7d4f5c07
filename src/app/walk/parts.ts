import type { Matrix } from '../../lib/matrix';
import { type AdapterMatrices, generatedBiases, generatedWeights } from '../../measures/spectra/generated-weights';
import type { WalkLayer } from '../../protocol/walk';
import { hasH } from '../../runs/inside/kinds';
import type { Side } from './sides';
import type { BoxName } from './steps';

/** A named matrix or vector that a box shows; a vector has one column. */
export interface Part extends Matrix {
  name: string;
}

/** What each box draws as cells; the row's texts and the prediction are told apart. */
export type Drawn = Exclude<BoxName, 'row' | 'prediction'>;
export type Parts = Record<Drawn, Part[]>;

/** The layer that an adapter follows, with what the adapter makes of it. */
export type AdaptedLayer = WalkLayer & { adapter: NonNullable<WalkLayer['adapter']> };

/** @throws Error where the walk has no such adapter */
export function layerOf({ walk }: Side, adapter: number): AdaptedLayer {
  const layer = walk.layers.find((each) => each.adapter?.place === adapter);
  if (!layer?.adapter) throw new Error(`The walk has no adapter ${adapter + 1}.`);
  return { ...layer, adapter: layer.adapter };
}

/** W_down and W_up that the row's H makes. */
export function weightsOf({ look, walk }: Side, adapter: number): AdapterMatrices {
  return generatedWeights(walk.h, look.factors[adapter] as (typeof look.factors)[number]);
}

/** The biases that the row's H makes, where it makes no weights. */
export function biasesOf({ look, walk }: Side, adapter: number): AdapterMatrices | undefined {
  return generatedBiases(walk.h, look.factors[adapter] as (typeof look.factors)[number]);
}

/** Everything that a walk's boxes draw, for one of its adapters. */
export function partsOf(side: Side, adapter: number): Parts {
  const { walk, look } = side;
  const { k, bottleneck: r } = look;
  const own = layerOf(side, adapter);
  const { bottleneck, up, added } = own.adapter;
  const width = own.z.length;
  const { down, up: upWeights } = weightsOf(side, adapter);
  const biases = biasesOf(side, adapter);
  const later = walk.layers.filter(({ layer }) => layer > own.layer);
  return {
    embeddings: walk.fields.map(({ name, numbers }) => vector(name, numbers)),
    hyper: walk.hidden.map((values, i) => vector(`hidden layer ${i + 1}`, values)),
    h: hasH(look) ? [{ name: 'H', rows: k, columns: k, values: walk.h }] : [],
    down: [{ name: 'W_down', rows: width, columns: r, values: down }],
    'up-weights': [{ name: 'W_up', rows: r, columns: width, values: upWeights }],
    tower: [
      ...walk.below.map(({ name, values }) => vector(name, values)),
      ...walk.layers.filter(({ layer }) => layer <= own.layer).map(({ layer, z }) => vector(layer === own.layer ? `layer ${layer}: z` : `layer ${layer}`, z)),
    ],
    bottleneck: [...(biases ? [vector('u₁ H V₁', biases.down)] : []), vector('bottleneck', bottleneck)],
    up: [...(biases ? [vector('u₂ H V₂', biases.up)] : []), vector('back up', up)],
    norm: [vector('added', added)],
    sum: [
      vector('z + added', sumOf(own.z, added)),
      ...later.map(({ layer, z, adapter: next }) => vector(`layer ${layer}`, next ? sumOf(z, next.added) : z)),
      ...walk.beside.map(({ name, values }) => vector(name, values)),
    ],
  };
}

/** After less before, part by part; a part of another shape stays as it is after. */
export function differenceOf(before: Parts, after: Parts): Parts {
  const of = (box: Drawn) =>
    after[box].map((part, i) => {
      const other = before[box][i];
      return other?.values.length === part.values.length ? { ...part, values: part.values.map((value, at) => value - (other.values[at] as number)) } : part;
    });
  return Object.fromEntries(Object.keys(after).map((box) => [box, of(box as Drawn)])) as Parts;
}

export function sumOf(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value + (b[i] as number));
}

function vector(name: string, values: Float32Array): Part {
  return { name, rows: values.length, columns: 1, values };
}
