import { concat, matMul, mean, mul, reshape, slice, sub, type Tensor, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { adapterKindOf, hasHyperNetwork, madeOf } from '../../config/adapter-kinds';
import { readsDomain } from '../../config/fields';
import type { DataConfig, ModelConfig } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import { principalCoordinates } from '../../measures/projection/pca';
import type { AdapterFactors } from '../../measures/spectra/generated-weights';
import { matrixScale } from '../../model/hyper-network';
import type { Look } from '../../protocol/insight';
import type { Batcher } from '../../training/rows/batch';
import type { Learner } from '../../training/step';
import type { Walker } from '../walk/walker';
import { adapterUse } from './adapter-use';
import { meansOf, spectraOf } from './domain-means';
import { checkFinite } from './not-finite';
import { type Sample, sampleRows } from './sample';
import { type PairedProducts, similarityOf } from './similarity';

/** Rows of each domain, and of all domains at most, whose H every look keeps. */
const KEPT_PER_DOMAIN = 8;
const KEPT = 32;
/** A map to look at needs no more: points are right to about a thousandth of the map. */
const MAP_TOLERANCE = 1e-3;

/** Looks at the hyper-network: probe rows that stay the same for a run, and rows that the person chose. */
export class Prober {
  readonly sample: Sample;
  private readonly paired: Batcher | undefined;
  /** Whether there is a hyper-network, and so an H. */
  private readonly generated: boolean;
  /** Where rows are followed, every look holds their walks. */
  walker: Walker | undefined;
  private chosen: { row: number; position: number }[] = [];
  /** Axes of the last map, to find the next from. */
  private axes: Float64Array | undefined;

  /**
   * @param batcher of all rows
   * @param pairedBatcher of the paired rows: all of them as the first domain's, then all as the second's, and so on
   */
  constructor(
    private readonly data: Pick<EncodedData, 'domains' | 'domainIds' | 'split' | 'sourceRows'>,
    private readonly batcher: Batcher,
    pairedBatcher: (edits: { position: number; domain: number }[]) => Batcher,
    seed: number,
    config: { data: Pick<DataConfig, 'domainAsInput'>; model: Pick<ModelConfig, 'k' | 'sharing' | 'adapterKind'> },
  ) {
    const { model } = config;
    const sample = sampleRows(data, model.k ** 2, seed);
    this.generated = hasHyperNetwork(model);
    // To a hyper-network that does not read the domain a row is the same in any, and without one too: there is nothing to compare.
    // What reads nothing else makes no difference between rows, by which a domain's could be measured.
    const reads = this.generated && model.adapterKind !== 'domain-only' && readsDomain(config);
    this.sample = reads ? sample : { ...sample, paired: [] };
    const { paired } = this.sample;
    this.paired = paired.length > 0 ? pairedBatcher(data.domains.flatMap((_, domain) => paired.map((position) => ({ position, domain })))) : undefined;
  }

  /** @param rows row numbers of the table; those that were left out of the data are ignored */
  watch(rows: readonly number[]): void {
    const positions = new Map<number, number>();
    for (const [position, row] of this.data.sourceRows.entries()) positions.set(row, position);
    this.chosen = rows.flatMap((row) => {
      const position = positions.get(row);
      return position === undefined ? [] : [{ row, position }];
    });
  }

  /**
   * Evaluates the model on the rows that are looked at, and measures what its hyper-network generates for them.
   * @throws NotFinite where that has overflowed
   */
  async look(learner: Learner, epoch: number, final = false): Promise<Look & Required<Pick<Look, 'instances'>>> {
    const { own } = this.sample;
    const domains = own.map(({ domain }) => domain);
    // Both begin at once: training may go on while the engine answers.
    const [{ seen, rows }, products] = await Promise.all([this.see(learner, epoch, final, true), this.pairedProducts(learner)]);
    const size = rows.h.length / Math.max(1, rows.probabilities.length);
    const instances = { h: rows.h.slice(0, own.length * size), predictions: rows.probabilities.slice(0, own.length) };
    // Of what is not generated there is no map, and nothing is alike.
    if (!this.generated) return { ...seen, instances };
    checkFinite(products.between, ...products.grams);
    const { coordinates, explained, vectors } = principalCoordinates(rows.gram, own.length, 2, this.axes, MAP_TOLERANCE);
    this.axes = vectors;
    return {
      ...seen,
      map: { coordinates: new Float32Array(coordinates), explained },
      similarity: similarityOf(seen.domains, products, rows.gram, domains),
      instances,
    };
  }

  /** A look without what costs most: the map, the similarities and every row's H. It takes less than a third of a look's time. */
  async glance(learner: Learner, epoch: number): Promise<Look> {
    const { seen } = await this.see(learner, epoch, false, false);
    return seen;
  }

  dispose(): void {
    this.paired?.dispose();
    this.walker?.dispose();
  }

  /** What every look holds, and the rows that it was measured at. @param whole whether the Gram matrix is made; else it is empty */
  private async see(learner: Learner, epoch: number, final: boolean, whole: boolean) {
    const { model, steps } = learner;
    const { k, bottleneck } = model.config;
    const size = madeOf(model.config, model.shape.domains);
    const kind = adapterKindOf(model.config);
    const { own } = this.sample;
    const n = own.length;
    const domains = own.map(({ domain }) => domain);
    // Held on to: the person may choose other rows while the engine answers.
    const { chosen } = this;
    const positions = [...own.map(({ position }) => position), ...chosen.map(({ position }) => position)];
    const [rows, factors, walks] = await Promise.all([this.lookAtRows(learner, positions, n, whole), factorsOf(learner), this.walker?.walk()]);
    checkFinite(rows.h, rows.gram);
    const matrixOf = (i: number) => rows.h.subarray(i * size, (i + 1) * size);
    const means = meansOf(rows.h, domains, this.data.domains.length, size);
    const ofAdapters = factors.map(({ factors: each }) => each);
    const seen: Look = {
      step: steps,
      epoch,
      final,
      k,
      bottleneck,
      ...(kind !== 'hamur' && { adapterKind: kind }),
      adapters: model.adapters.map(({ layer, width }) => ({ layer, width })),
      factors: ofAdapters,
      domains: means,
      rows: [
        ...chosen.map(({ row, position }, i) => ({ row, domain: this.data.domainIds[position] as number, h: matrixOf(n + i).slice() })),
        ...this.keptRows().map((i) => ({
          row: this.data.sourceRows[own[i]?.position as number] as number,
          domain: domains[i] as number,
          h: matrixOf(i).slice(),
        })),
      ],
      spectra: spectraOf(means, ofAdapters, k, this.generated),
      use: factors.map(({ factors: each, b1 }, a) => {
        const { z, added } = rows.adapters[a] as { z: Float32Array; added: Float32Array };
        return adapterUse(rows.h, z, added, each, b1, domains, this.data.domains.length);
      }),
      ...(walks && { walks }),
    };
    return { seen, rows };
  }

  /**
   * @returns H (as the adapters use it; or what else their weights are made from), predictions and what the adapters do, of all rows;
   * and, of a whole look, the centred Gram matrix of the first n rows' H
   */
  private async lookAtRows(learner: Learner, positions: number[], n: number, whole: boolean) {
    const { batcher, generated } = this;
    const scale = matrixScale(learner.model.config);
    const parts: Tensor2D[][] = [];
    for (let start = 0; start < positions.length; start += batcher.size) {
      const batch = batcher.make(Int32Array.from(positions.slice(start, start + batcher.size)));
      const { output, probabilities, adapters } = learner.look(batch, batch.count);
      parts.push([probabilities, ...adapters.flatMap(({ z, added }) => [z, added]), ...(output ? [output] : [])]);
      batch.dispose();
    }
    const uses = 2 * learner.model.adapters.length;
    const tensors = tidy(() => {
      const all = (parts[0] as Tensor2D[]).map(
        (_, i) => (parts.length === 1 ? (parts[0] as Tensor2D[])[i] : concat(parts.map((part) => part[i] as Tensor2D))) as Tensor2D,
      );
      const output = all[1 + uses];
      const h = output && mul<Tensor2D>(output, scale);
      const gram = whole && generated && h ? [centredGrams(reshape(slice(h, [0, 0], [n, h.shape[1]]), [1, n, h.shape[1]]))] : [];
      return [...all.slice(0, 1 + uses).map((each) => each.clone()), ...(h ? [h] : []), ...gram];
    });
    for (const part of parts.flat()) part.dispose();
    const [probabilities, ...read] = await readAll(tensors);
    const [h, gram] = read.slice(uses);
    const adapters = learner.model.adapters.map((_, a) => ({ z: read[2 * a] as Float32Array, added: read[2 * a + 1] as Float32Array }));
    return { h: h ?? new Float32Array(), gram: new Float64Array(gram ?? []), probabilities: probabilities as Float32Array, adapters };
  }

  /** What the paired rows' H are to each other, each time as rows of another domain. */
  private async pairedProducts(learner: Learner): Promise<PairedProducts> {
    const { paired, data } = this;
    const domains = data.domains.length;
    const p = this.sample.paired.length;
    if (!paired) return { rows: 0, grams: data.domains.map(() => new Float64Array()), between: new Float64Array(domains * domains) };
    const all = p * domains;
    const parts: Tensor2D[] = [];
    for (let start = 0; start < all; start += paired.size) {
      const batch = paired.make(Int32Array.from({ length: Math.min(paired.size, all - start) }, (_, i) => start + i));
      parts.push(learner.hyperOutput(batch, batch.count) as Tensor2D);
      batch.dispose();
    }
    const tensors = tidy(() => {
      const h = (parts.length === 1 ? parts[0] : concat(parts)) as Tensor2D;
      const size = h.shape[1];
      // By domain, all rows of it as one: less the mean over all domains and rows.
      const flat: Tensor2D = reshape(sub(h, mean(h, 0, true)), [domains, p * size]);
      return [centredGrams(reshape(h, [domains, p, size])), matMul(flat, flat, false, true)];
    });
    for (const part of parts) part.dispose();
    const [grams, between] = (await readAll(tensors)) as [Float32Array, Float32Array];
    return { rows: p, grams: data.domains.map((_, d) => new Float64Array(grams.subarray(d * p * p, (d + 1) * p * p))), between: new Float64Array(between) };
  }

  /** Of the probe rows those that every look keeps, in turns of the domains. */
  private keptRows(): number[] {
    const { own } = this.sample;
    const byDomain = this.data.domains.map((_, d) => [...own.keys()].filter((i) => own[i]?.domain === d).slice(0, KEPT_PER_DOMAIN));
    const turns = Array.from({ length: KEPT_PER_DOMAIN }, (_, i) => byDomain.flatMap((rows) => rows.slice(i, i + 1))).flat();
    return turns.slice(0, KEPT).sort((a, b) => a - b);
  }
}

/** Inner products of rows less their mean: [G, n, size] -> [G, n, n]. On the engine, since it is the most work of a look. */
function centredGrams(rows: Tensor3D): Tensor3D {
  const centred = sub(rows, mean(rows, 1, true));
  return matMul(centred, centred, false, true);
}

/** Reads tensors and disposes of them. */
async function readAll(tensors: Tensor[]): Promise<Float32Array[]> {
  const values = await Promise.all(tensors.map((tensor) => tensor.data()));
  for (const tensor of tensors) tensor.dispose();
  return values as Float32Array[];
}

async function factorsOf(learner: Learner): Promise<{ factors: AdapterFactors; b1: Float32Array }[]> {
  const { adapters, config, parameters } = learner.model;
  const ids = ['u1', 'v1', 'u2', 'v2', 'down', 'up', 'b1'] as const;
  const names = adapters.flatMap(({ name }) => ids.map((id) => `${name}.${id}`)).filter((name) => parameters.has(name));
  const values = new Map((await learner.readParameters(names)).map((each, i) => [names[i], each]));
  return adapters.map(({ width, name }) => {
    const of = (id: (typeof ids)[number]) => values.get(`${name}.${id}`);
    const [down, up] = [of('down'), of('up')];
    const [u1, v1, u2, v2] = (['u1', 'v1', 'u2', 'v2'] as const).map((id) => of(id) ?? new Float32Array()) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const free = down && up && { down, up };
    return { factors: { width, bottleneck: config.bottleneck, k: config.k, u1, v1, u2, v2, ...free }, b1: of('b1') as Float32Array };
  });
}
