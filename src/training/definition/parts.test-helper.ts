import type { ModelConfig } from '../../config/run-config';
import type { ModelShape } from '../../model/shape';
import { adapting } from './adapter.test-helper';
import { domainOf, embedded } from './input.test-helper';
import { type DefinedBatch, type Parameter, type Rows, range, relu, sideBySide, standardised } from './rows.test-helper';

/** What a backbone's definition is given, and what several of them are made of. */
export type Parts = ReturnType<typeof partsOf>;

/** A backbone's definition. @returns each row's logit */
export type Defined = (parts: Parts) => number[];

/** @param held what `stopped` held at the parameters whose gradient is asked for */
export function partsOf(shape: ModelShape, config: ModelConfig, parameter: Parameter, batch: DefinedBatch, held: Map<string, Rows>) {
  const rows = batch.domains.map((_, i) => i);
  const rowsOf = range(shape.domains).map((d) => rows.filter((i) => batch.domains[i] === d));
  /** The rows of domain d. */
  const own = (d: number) => rowsOf[d] as number[];

  /** x W + b of group g. */
  function linear(name: string, g: number, x: Rows, width: number): Rows {
    const inputs = x[0]?.length ?? 0;
    const [w, b] = [parameter(`${name}.weight`), parameter(`${name}.bias`)];
    const from = g * inputs * width;
    return x.map((row) =>
      range(width).map((j) => row.reduce((sum, value, i) => sum + value * (w[from + i * width + j] as number), b[g * width + j] as number)),
    );
  }

  function batchNorm(name: string, g: number, x: Rows, of: number[]): Rows {
    const [gamma, beta] = [parameter(`${name}.gamma`), parameter(`${name}.beta`)];
    const width = x[0]?.length ?? 0;
    return standardised(x, of, false).map((row) => row.map((value, j) => (gamma[g * width + j] as number) * value + (beta[g * width + j] as number)));
  }

  /** Linear -> BatchNorm by the statistics of the rows `of` -> ReLU, of group g. */
  const layer = (name: string, g: number, x: Rows, width: number, of: number[]): Rows => relu(batchNorm(name, g, linear(name, g, x, width), of));

  const { fields, x0 } = embedded(shape, parameter, batch);
  const hyperInput = config.adapterKind === 'domain-only' ? domainOf(shape, fields) : config.backbone === 'wide-deep' ? sideBySide(batch.dense, fields) : x0;
  const generated = () => [...config.hyper, config.k * config.k].reduce((x, width, l) => layer(`hyper.${l}`, 0, x, width, rows), hyperInput);
  const adapt = adapting(config, parameter, batch.domains, generated);

  const ownRows = config.towerRows === 'own';
  const perDomain = config.domainNormTraining === 'per-domain';
  /** Whose statistics the domain norm takes in the tower of domain d. */
  const normRows = (d: number) => (ownRows || perDomain ? own(d) : rows);

  /** Each row's own logit of those that every domain's tower gives to every row. */
  const ownLogits = (logits: number[][]): number[] => rows.map((i) => (logits[batch.domains[i] as number] as number[])[i] as number);

  /** Towers: `input(d)` is what domain d's tower reads, for every row. @returns each row's own logit */
  function towers(input: (d: number) => Rows): number[] {
    return ownLogits(
      range(shape.domains).map((d) => {
        const of = ownRows ? own(d) : rows;
        const top = config.layers.reduce((z, width, l) => adapt(l + 1, layer(`tower.${l}`, d, z, width, of), () => normRows(d)), input(d));
        return linear('head', d, top, 1).map(([logit]) => logit as number);
      }),
    );
  }

  /** In layers that all domains share: the statistics of a row's domain norm are of all rows, or of its own domain's. */
  const sharedNormRows = (i: number) => (perDomain ? own(batch.domains[i] as number) : rows);
  const deep = (input: Rows): Rows => config.layers.reduce((z, width, l) => adapt(l + 1, layer(`deep.${l}`, 0, z, width, rows), sharedNormRows), input);
  /** The stack of `config.bottom` of group g: a shared bottom, or an expert. */
  const bottom = (name: string, g: number, x: Rows): Rows => config.bottom.reduce((z, width, l) => layer(`${name}.${l}`, g, z, width, rows), x);

  /** What no gradient flows through: the same values while parameters are moved to take differences. */
  function stopped(name: string, values: Rows): Rows {
    const before = held.get(name) ?? values;
    held.set(name, before);
    return before;
  }

  return {
    shape,
    config,
    parameter,
    batch,
    rows,
    own,
    x0,
    fields,
    linear,
    batchNorm,
    layer,
    adapt,
    normRows,
    sharedNormRows,
    ownLogits,
    towers,
    deep,
    bottom,
    stopped,
  };
}
