import { add, mul, sub, type Tensor3D, transpose } from '@tensorflow/tfjs-core';
import { hasHyperNetwork } from '../config/adapter-kinds';
import { fidelityBundle } from '../config/fidelity';
import type { ModelConfig } from '../config/run-config';
import { type AdapterSpec, adapter, adapterSpecs, applyAdapter } from './adapter';
import { BACKBONE } from './backbones';
import type { Backbone } from './backbones/backbone';
import { type Pass, told } from './context';
import { type Embedded, embed, embedding } from './embedding';
import { hyperInput, hyperInputWidth, hyperLayers, matrixScale } from './hyper-network';
import { constant } from './init';
import { applyLayer, type LayerSpec, layers } from './layers';
import { Layout } from './layout';
import { type Module, together } from './module';
import type { NormBuffers } from './norm';
import { inputWidths, type ModelShape } from './shape';

/** A backbone with or without HAMUR: what it is made of and what it computes. It holds no numbers. */
export class Model {
  readonly adapters: AdapterSpec[];
  readonly module: Module;
  readonly parameters: Layout;
  readonly norms: NormBuffers[];
  /** Running statistics of all norms, mean and variance of each, and then what the backbone keeps beside them: flat. */
  readonly buffers: Layout;
  private readonly backbone: Backbone;
  private readonly hyper: LayerSpec[];

  constructor(
    readonly shape: ModelShape,
    readonly config: ModelConfig,
  ) {
    const inputs = inputWidths(shape);
    const looped = fidelityBundle(config.fidelity).bufferUpdates === 'once-per-domain' ? shape.domains : 1;
    this.backbone = BACKBONE[config.backbone](shape, config, inputs, looped);
    this.adapters = adapterSpecs(config, shape.domains);
    const generates = this.adapters.length > 0 && hasHyperNetwork(config);
    this.hyper = generates ? hyperLayers(config, hyperInputWidth(shape, config, inputs.all), this.backbone.loopsHyperNetwork ? looped : 1) : [];
    this.module = together(
      embedding(shape, config, this.backbone.embeddingName),
      this.backbone.module,
      layers(this.hyper),
      ...this.adapters.map((spec) => adapter(spec, config)),
    );
    this.parameters = new Layout(this.module.entries);
    this.norms = this.module.norms;
    this.buffers = new Layout([
      ...this.norms.flatMap(({ name, groups, width }) => [
        { name: `${name}.mean`, part: name, shape: [groups, 1, width], init: constant(0) },
        { name: `${name}.variance`, part: name, shape: [groups, 1, width], init: constant(1) },
      ]),
      ...(this.module.states ?? []),
    ]);
  }

  /** The logit of each row of the pass's batch: [1, B, 1]. */
  logits(pass: Pass): Tensor3D {
    const embedded = embed(pass, this.shape);
    const { inside } = pass;
    // What a backbone does not read itself is made for nobody but who looks.
    if (inside?.tell) told(pass, { of: 'input' }, embedded.x0);
    const made = inside?.adaptersOff ? undefined : this.madeFrom(pass, embedded);
    const output = made && inside?.replace ? inside.replace(made) : made;
    if (output && inside?.tell) told(pass, { of: 'h' }, mul(output, matrixScale(this.config)));
    const logits = this.backbone.logits(pass, embedded, (layer, z) => {
      told(pass, { of: 'layer', layer }, z);
      const spec = this.adapters.find((each) => each.layer === layer);
      if (!spec || inside?.adaptersOff) return z;
      const adapted = applyAdapter(pass, spec, this.config, z, output);
      inside?.see?.(z, adapted);
      if (inside?.tell) told(pass, { of: 'added', place: spec.index }, sub(adapted, z));
      return inside?.strength === undefined ? adapted : add(z, mul(sub(adapted, z), inside.strength));
    });
    return told(pass, { of: 'logit' }, logits);
  }

  /**
   * What the adapters' weights of each row are made from, before any scaling: [1, B, k * k] what the hyper-network puts out, or, where
   * each domain has adapters of its own, [1, B, D] with 1 at the row's domain. @throws Error where they are made from nothing of the row
   */
  hyperOutput(pass: Pass): Tensor3D {
    const made = this.hyper.length > 0 ? this.generated(pass, embed(pass, this.shape)) : this.ownDomains(pass);
    if (!made) throw new Error('Nothing in this model’s weights is made from a row.');
    return made;
  }

  /** The same for who looks, or changes it; in training adapters of one per domain know whose rows they have. */
  private madeFrom(pass: Pass, embedded: Embedded): Tensor3D | undefined {
    if (this.hyper.length > 0) return this.generated(pass, embedded);
    return pass.inside?.replace || pass.inside?.tell ? this.ownDomains(pass) : undefined;
  }

  private ownDomains({ batch }: Pass): Tensor3D | undefined {
    return this.adapters.length > 0 && this.config.adapterKind === 'per-domain' ? transpose(batch.composed.oneHot(), [2, 1, 0]) : undefined;
  }

  private generated(pass: Pass, embedded: Embedded): Tensor3D {
    const last = this.hyper.length - 1;
    return this.hyper.reduce(
      (x, spec, l) => {
        const z = applyLayer(pass, spec, x);
        return l < last ? told(pass, { of: 'hidden' }, z) : z;
      },
      hyperInput(this.shape, this.config, embedded, this.backbone.hyperInput),
    );
  }
}

/** The same model without adapters: its backbone alone. */
export function withoutAdapters(config: ModelConfig): ModelConfig {
  return { ...config, adapters: [] };
}
