import { blockUntilReady, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';

/**
 * MLP + HAMUR of the `reference` preset in jax-js, as an outside baseline: whole training steps, each one `jit`. Written as
 * jax-js is fastest: the generated weights re-associated, the towers of all domains side by side, and, where `padded`, widths
 * that are multiples of four, without which its products are up to ten times slower. Padding is zeros that stay zeros.
 */

export interface Sizes {
  /** Rows of each field's table; the last field is the domain. */
  fields: number[];
  domains: number;
  k: number;
  width: number;
  /** Two towers' layers. */
  layers: [number, number];
  hyper: number;
  bottleneck: number;
}

/** Rows as they are stored: ids within each field, row-major. */
export interface Rows {
  ids: Int32Array;
  dense: Float32Array;
  domains: Int32Array;
  labels: Float32Array;
}

export type Arrays = Record<string, np.Array>;

interface Adam {
  rate: number;
  decay: number;
}

const [BETA1, BETA2, ADAM_EPSILON] = [0.9, 0.999, 1e-8];
const EPSILON = 1e-5;
const MOMENTUM = 0.1;
/** Rounds up to what a width is stored as. */
type Pad = (size: number) => number;

/** A parameter's shape as defined, and as stored; matrices are [inputs, width], those of all towers one behind the other. */ interface Parameter {
  name: string;
  shape: number[];
  stored: number[];
  fanIn: number;
}

/** The k * k outputs of the hyper-network are stored as [k, k], so that padding k pads both. */
function parametersOf({ fields, domains, k, width, layers, hyper, bottleneck }: Sizes, pad: Pad): Parameter[] {
  const made: Parameter[] = [];
  const add = (name: string, shape: number[], whole: number[] = [], fanIn = 0) => {
    // What is counted, and not computed with in vectors, keeps its size.
    made.push({ name, shape, stored: shape.map((size, axis) => (whole.includes(axis) ? size : pad(size))), fanIn });
  };
  const inputs = fields.length * width + 1;
  add('embedding', [fields.reduce((a, b) => a + b), width], [0, 1]);
  const layer = (name: string, lead: number[], fanIn: number, outputs: number[]) => {
    const whole = lead.map((_, axis) => axis);
    add(`${name}.weight`, [...lead, fanIn, ...outputs], whole, fanIn);
    for (const vector of ['bias', 'gamma', 'beta']) add(`${name}.${vector}`, [...lead, ...outputs], whole, vector === 'bias' ? fanIn : 0);
  };
  layer('tower.0', [domains], inputs, [layers[0]]);
  layer('tower.1', [domains], layers[0], [layers[1]]);
  add('head.weight', [domains, layers[1], 1], [0, 2], layers[1]);
  add('head.bias', [domains, 1], [0, 1], layers[1]);
  layer('hyper.0', [], inputs, [hyper]);
  layer('hyper.1', [], hyper, [k, k]);
  add('adapter.u1', [layers[1], k]);
  // The bottleneck is not padded: sigmoid(0) is not 0, so padding would learn.
  add('adapter.v1', [k, bottleneck], [1]);
  add('adapter.b1', [bottleneck], [0]);
  add('adapter.u2', [bottleneck, k], [0]);
  add('adapter.v2', [k, layers[1]]);
  for (const vector of ['b2', 'gamma', 'beta']) add(`adapter.${vector}`, [layers[1]]);
  return made;
}

/** Values of `shape` within zeros of `stored`, both row-major. */
function placed(values: Float32Array, shape: number[], stored: number[]): Float32Array {
  const into = new Float32Array(count(stored));
  for (let i = 0; i < values.length; i++) {
    let [rest, offset, stride] = [i, 0, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] as number;
      offset += (rest % size) * stride;
      stride *= stored[axis] as number;
      rest = Math.floor(rest / size);
    }
    into[offset] = values[i] as number;
  }
  return into;
}

/** A model and its optimiser on the default device, and the step that moves them. */
export class JaxHamur {
  private readonly pad: Pad;
  private readonly parameters: Parameter[];
  /** Parameters, both moments of Adam, running statistics. */
  private state: [Arrays, Arrays, Arrays, Arrays];
  private readonly compiled = jit((...args: Parameters<JaxHamur['moved']>) => this.moved(...args));
  private stepsDone = 0;

  /** @param start a parameter's values at the start, row-major, unpadded */
  constructor(
    private readonly sizes: Sizes,
    padded: boolean,
    start: (name: string, shape: number[], fanIn: number) => Float32Array,
    private readonly adam: Adam = { rate: 1e-3, decay: 1e-5 },
  ) {
    this.pad = (size) => (padded ? Math.ceil(size / 4) * 4 : size);
    this.parameters = parametersOf(sizes, this.pad);
    const each = (make: (parameter: Parameter) => Float32Array): Arrays =>
      Object.fromEntries(this.parameters.map((parameter) => [parameter.name, np.array(make(parameter)).reshape(parameter.stored)]));
    const zeros = () => each(({ stored }) => new Float32Array(count(stored)));
    const running: Arrays = {};
    for (const { name, stored } of this.parameters) {
      const layer = /^((tower|hyper)\.\d)\.gamma$/.exec(name)?.[1];
      if (layer === undefined) continue;
      running[`${layer}.mean`] = np.zeros([count(stored)]);
      running[`${layer}.variance`] = np.ones([count(stored)]);
    }
    this.state = [each(({ name, shape, stored, fanIn }) => placed(start(name, shape, fanIn), shape, stored)), zeros(), zeros(), running];
  }

  get size(): number {
    return this.parameters.reduce((sum, { shape }) => sum + count(shape), 0);
  }

  /** Rows on the device, for any number of steps. */
  batch({ ids, dense, domains, labels }: Rows): Arrays {
    const { fields, width } = this.sizes;
    const offsets = fields.map((_, f) => fields.slice(0, f).reduce((a, b) => a + b, 0));
    const beside = this.pad(fields.length * width + 1) - fields.length * width;
    const member = new Float32Array(labels.length * this.sizes.domains);
    for (const [i, domain] of domains.entries()) member[i * this.sizes.domains + domain] = 1;
    return {
      ids: np.array(ids.map((id, i) => id + (offsets[i % fields.length] as number))).reshape([labels.length, fields.length]),
      dense: np.array(placed(dense, [labels.length, 1], [labels.length, beside])).reshape([labels.length, beside]),
      member: np.array(member).reshape([labels.length, this.sizes.domains]),
      labels: np.array(labels),
      one: np.array([1]),
    };
  }

  /** @returns the loss before the step; the caller's to dispose of. The batch stays valid. */
  async step(batch: Arrays): Promise<np.Array> {
    this.stepsDone++;
    const corrections = np.array([BETA1, BETA2].map((beta) => 1 / (1 - beta ** this.stepsDone)));
    const { loss, state } = this.compiled(...this.state, tree.ref(batch), corrections) as ReturnType<JaxHamur['moved']>;
    this.state = state;
    await blockUntilReady([loss, state]);
    return loss;
  }

  /** The gradients at the present parameters, unpadded. */
  async gradients(batch: Arrays): Promise<Map<string, Float32Array>> {
    const [values, , , running] = this.state;
    const compute = jit((values: Arrays, running: Arrays, batch: Arrays) => {
      const [[loss, after], gradients] = this.differentiated(values, running, batch);
      tree.dispose([loss, after]);
      return gradients;
    });
    const gradients = compute(tree.ref(values), tree.ref(running), tree.ref(batch)) as Arrays;
    const made = new Map<string, Float32Array>();
    for (const { name, shape } of this.parameters) {
      const inner = (gradients[name] as np.Array).slice(...shape.map((size): [number, number] => [0, size]));
      made.set(name, (await inner.data()) as Float32Array);
    }
    compute.dispose();
    return made;
  }

  dispose(): void {
    tree.dispose(this.state);
    this.compiled.dispose();
  }

  /** Forward, backward, Adam with L2. @param corrections of Adam's two moments at this step */
  private moved(values: Arrays, first: Arrays, second: Arrays, running: Arrays, batch: Arrays, corrections: np.Array) {
    const [[loss, after], gradients] = this.differentiated(tree.ref(values), running, batch);
    const [scale1, scale2] = [corrections.ref.slice(0), corrections.slice(1)];
    const state: [Arrays, Arrays, Arrays, Arrays] = [{}, {}, {}, after];
    for (const { name } of this.parameters) {
      const value = taken(values, name);
      const gradient = taken(gradients, name).add(value.ref.mul(this.adam.decay));
      const m = taken(first, name)
        .mul(BETA1)
        .add(gradient.ref.mul(1 - BETA1));
      const v = taken(second, name)
        .mul(BETA2)
        .add(np.square(gradient).mul(1 - BETA2));
      const by = np.sqrt(v.ref.mul(scale2.ref)).add(ADAM_EPSILON);
      state[0][name] = value.sub(m.ref.mul(scale1.ref).mul(this.adam.rate).div(by));
      state[1][name] = m;
      state[2][name] = v;
    }
    scale1.dispose();
    scale2.dispose();
    return { loss, state };
  }

  private differentiated(values: Arrays, running: Arrays, batch: Arrays): [[np.Array, Arrays], Arrays] {
    const loss = (values: Arrays): [np.Array, Arrays] => this.loss(values, running, batch);
    return valueAndGrad(loss, { hasAux: true })(values) as [[np.Array, Arrays], Arrays];
  }

  /** @returns the mean binary cross-entropy and the running statistics afterwards */
  private loss(values: Arrays, running: Arrays, { ids, dense, member, labels, one }: Arrays): [np.Array, Arrays] {
    const { domains: D, fields, width } = this.sizes;
    const rows = (labels as np.Array).shape[0] as number;
    const [k, m] = [this.pad(this.sizes.k), this.pad(this.sizes.layers[1])];
    const p = (name: string) => taken(values, name);
    const after: Arrays = {};

    const standardised = (x: np.Array, correction: 0 | 1, see?: (mean: np.Array, variance: np.Array) => void): np.Array => {
      const mean = x.ref.mean(0);
      const centred = x.sub(mean.ref);
      const variance = np
        .square(centred.ref)
        .sum(0)
        .mul(1 / (rows - correction));
      if (see) see(mean, variance.ref);
      else mean.dispose();
      return centred.div(np.sqrt(variance.add(EPSILON)));
    };
    const flat = (x: np.Array) => x.reshape([x.size]);
    /** BatchNorm and ReLU of all units, of whatever tower. */
    const normRelu = (name: string, x: np.Array, momentum: number): np.Array => {
      const normal = standardised(x, 0, (mean, variance) => {
        const moved = (old: np.Array, now: np.Array, factor = 1) => old.mul(1 - momentum).add(now.mul(momentum * factor));
        after[`${name}.mean`] = moved(taken(running, `${name}.mean`), mean);
        after[`${name}.variance`] = moved(taken(running, `${name}.variance`), variance, rows / (rows - 1));
      });
      return nn.relu(normal.mul(flat(p(`${name}.gamma`))).add(flat(p(`${name}.beta`))));
    };

    // The factor of one: where a reshape alone lies between, 0.1.25 cannot compile the gradient ("scatter input is not imm").
    const embedded = np.take(p('embedding'), ids as np.Array, 0).mul(one as np.Array);
    const x0 = np.concatenate([embedded.reshape([rows, fields.length * width]), dense as np.Array], 1);

    // One pass serves all domains; the buffers end where one pass a domain would bring them.
    const passes = 1 - (1 - MOMENTUM) ** D;
    const hidden = normRelu('hyper.0', np.matmul(x0.ref, p('hyper.0.weight')).add(p('hyper.0.bias')), passes);
    const last = p('hyper.1.weight').reshape([-1, k * k]);
    const H = normRelu('hyper.1', np.matmul(hidden, last).add(flat(p('hyper.1.bias'))), passes).reshape([rows, k, k]);

    // Towers side by side, [rows, D * width]: a product with a leading axis of domains takes twice as long.
    const firstWeight = np.transpose(p('tower.0.weight'), [1, 0, 2]).reshape([x0.shape[1] as number, -1]);
    const z0 = normRelu('tower.0', np.matmul(x0, firstWeight).add(flat(p('tower.0.bias'))), MOMENTUM);
    const each = np.split(z0, D, 1);
    const weights = np.split(p('tower.1.weight'), D, 0);
    const second = each.map((z, d) => np.matmul(z, (weights[d] as np.Array).reshape([z.shape[1] as number, m])));
    const z = normRelu('tower.1', np.concatenate(second, 1).add(flat(p('tower.1.bias'))), MOMENTUM);

    // Adapter: D rows of z to each H.
    const q = np.matmul(np.matmul(z.ref.reshape([rows * D, m]), p('adapter.u1')).reshape([rows, D, k]), H.ref).reshape([rows * D, k]);
    const a = nn.sigmoid(np.matmul(q, p('adapter.v1')).add(p('adapter.b1')));
    const s = np.matmul(np.matmul(a, p('adapter.u2')).reshape([rows, D, k]), H).reshape([rows * D, k]);
    const u = np
      .matmul(s, p('adapter.v2'))
      .add(p('adapter.b2'))
      .reshape([rows, D * m]);
    const normal = standardised(u, 1).reshape([rows, D, m]);
    const top = z.reshape([rows, D, m]).add(normal.mul(p('adapter.gamma')).add(p('adapter.beta')));

    // Each row's own logit.
    const own = member as np.Array;
    const logits = top
      .mul(p('head.weight').reshape([D, m]))
      .sum(2)
      .add(p('head.bias').reshape([D]))
      .mul(own)
      .sum(1);
    const loss = np
      .maximum(logits.ref, 0)
      .sub(logits.ref.mul(labels as np.Array))
      .add(np.log(np.exp(np.negative(np.absolute(logits))).add(1)))
      .mean();
    return [loss, after];
  }
}

function taken(arrays: Arrays, name: string): np.Array {
  const array = arrays[name];
  if (!array) throw new Error(`There is no "${name}".`);
  return array;
}

export const count = (shape: number[]) => shape.reduce((a, b) => a * b, 1);
