import type { Tensor3D } from '@tensorflow/tfjs-core';
import { type FidelityChoices, fidelityChoices } from '../config/fidelity';
import type { ModelConfig } from '../config/run-config';
import { type AdapterSpec, adapterBuffers, adapterEntries, adapterSpecs, applyAdapter } from './adapter';
import { BACKBONE } from './backbones';
import type { Pass } from './context';
import { embed, embeddingEntries, type ModelInput } from './embedding';
import { hyperLayers, hyperOutput, instanceMatrices } from './hyper-network';
import { constant } from './init';
import { type LayerSpec, layerBuffers, layerEntries } from './layers';
import { Layout } from './layout';
import type { NormBuffers } from './norm';
import { inputWidth, type ModelShape } from './shape';

/** A backbone with or without HAMUR: what it is made of and what it computes. It holds no numbers. */
export class Model {
  readonly choices: FidelityChoices;
  readonly adapters: AdapterSpec[];
  readonly parameters: Layout;
  readonly norms: NormBuffers[];
  /** Running statistics of all norms: mean and variance of each, flat. */
  readonly buffers: Layout;
  private readonly hyper: LayerSpec[];

  constructor(
    readonly shape: ModelShape,
    readonly config: ModelConfig,
  ) {
    this.choices = fidelityChoices(config.fidelity);
    this.adapters = adapterSpecs(config);
    this.hyper = this.adapters.length > 0 ? hyperLayers(config, this.choices, inputWidth(shape, config.embedding), shape.domains) : [];
    const backbone = BACKBONE[config.backbone];
    this.parameters = new Layout([
      ...embeddingEntries(shape, config.embedding),
      ...backbone.entries(shape, config),
      ...this.hyper.flatMap(layerEntries),
      ...this.adapters.flatMap((adapter) => adapterEntries(adapter, config, this.choices)),
    ]);
    this.norms = [
      ...backbone.buffers(shape, config),
      ...this.hyper.map(layerBuffers),
      ...this.adapters.flatMap((adapter) => adapterBuffers(adapter, this.choices, shape.domains)),
    ];
    this.buffers = new Layout(
      this.norms.flatMap(({ name, groups, width }) => [
        { name: `${name}.mean`, part: name, shape: [groups, 1, width], init: constant(0) },
        { name: `${name}.variance`, part: name, shape: [groups, 1, width], init: constant(1) },
      ]),
    );
  }

  /** Logits of every tower: [D, B, 1]. */
  logits(pass: Pass, input: ModelInput): Tensor3D {
    const x0 = embed(pass, input);
    const h = this.hyper.length > 0 ? instanceMatrices(hyperOutput(pass, this.hyper, x0), this.config, this.choices) : undefined;
    return BACKBONE[this.config.backbone].logits(pass, this.shape, this.config, x0, (layer, z) => {
      const adapter = this.adapters.find((spec) => spec.layer === layer);
      return adapter && h ? applyAdapter(pass, adapter, this.choices, z, h) : z;
    });
  }

  /** What the hyper-network puts out for each row: [1, B, k * k], before any scaling. @throws Error without adapters */
  hyperOutput(pass: Pass, input: ModelInput): Tensor3D {
    if (this.hyper.length === 0) throw new Error('A model without adapters has no hyper-network.');
    return hyperOutput(pass, this.hyper, embed(pass, input));
  }
}

/** The same model without adapters: its backbone alone. */
export function withoutAdapters(config: ModelConfig): ModelConfig {
  return { ...config, adapters: [] };
}
