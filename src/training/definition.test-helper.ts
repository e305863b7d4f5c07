import type { ModelConfig } from '../config/run-config';
import type { ModelShape } from '../model/shape';
import { definedAdapter, domainOf, hasHyper, product, type RowAdapter } from './definition-adapter.test-helper';

/**
 * Every backbone, with and without adapters, written a second time: row by row, in float64, as the papers' equations
 * read, with W = U H V formed for each row. It shares nothing with the model but the names of the parameters.
 */

type Rows = number[][];

/** A batch in training. */
export interface DefinedBatch {
  /** [rows][fields] ids within each field's own table, each with its weight. */
  values: { id: number; weight: number }[][][];
  /** [rows][dense fields] */
  dense: Rows;
  domains: number[];
  labels: number[];
  /** [rows] in the loss, which is their weighted sum. */
  weights: number[];
}

/** @param parameter values of a parameter by name, row-major @returns the loss of the batch in training */
export function definedLoss(shape: ModelShape, config: ModelConfig, parameter: (name: string) => Float64Array, batch: DefinedBatch): number {
  const rows = batch.domains.map((_, i) => i);
  const D = shape.domains;
  const rowsOf = range(D).map((d) => rows.filter((i) => batch.domains[i] === d));
  const own = (d: number) => rowsOf[d] as number[];

  /** x W + b of group g; `inputs` is the width of x. */
  function linear(name: string, g: number, x: Rows, width: number): Rows {
    const inputs = x[0]?.length ?? 0;
    const [w, b] = [parameter(`${name}.weight`), parameter(`${name}.bias`)];
    const from = g * inputs * width;
    return x.map((row) =>
      range(width).map((j) => row.reduce((sum, value, i) => sum + value * (w[from + i * width + j] as number), b[g * width + j] as number)),
    );
  }

  /** Normalises the rows of `x` at `applied` by the statistics of those at `of`; `x` holds a row for each row of the batch. */
  function standardised(x: Rows, of: number[], unbiased: boolean): Rows {
    const width = x[of[0] as number]?.length ?? 0;
    const statistics = range(width).map((j) => {
      const column = of.map((i) => (x[i] as number[])[j] as number);
      const mean = column.reduce((a, b) => a + b, 0) / column.length;
      const square = column.reduce((a, b) => a + (b - mean) ** 2, 0);
      return { mean, deviation: Math.sqrt(square / (column.length - Number(unbiased)) + 1e-5) };
    });
    return x.map((row) => row.map((value, j) => (value - (statistics[j]?.mean ?? 0)) / (statistics[j]?.deviation ?? 1)));
  }

  function batchNorm(name: string, g: number, x: Rows, of: number[]): Rows {
    const [gamma, beta] = [parameter(`${name}.gamma`), parameter(`${name}.beta`)];
    const width = x[0]?.length ?? 0;
    return standardised(x, of, false).map((row) => row.map((value, j) => (gamma[g * width + j] as number) * value + (beta[g * width + j] as number)));
  }

  const relu = (x: Rows): Rows => x.map((row) => row.map((value) => Math.max(0, value)));
  const layer = (name: string, g: number, x: Rows, width: number, of: number[]): Rows => relu(batchNorm(name, g, linear(name, g, x, width), of));
  const sideBySide = (a: Rows, b: Rows): Rows => a.map((row, i) => [...row, ...(b[i] as number[])]);

  // Input.
  const widths = [...new Set(shape.fields.map(({ width }) => width))];
  const offsetOf = (name: string): number => {
    const field = shape.fields.find((each) => each.name === name) as ModelShape['fields'][number];
    let offset = 0;
    for (const other of shape.fields) {
      if (other.name === name) return offset;
      if (other.width === field.width && other.share === undefined) offset += other.rows;
    }
    return offset;
  };
  const fields: Rows = batch.values.map((row) =>
    row.flatMap((values, f) => {
      const { name, width, share } = shape.fields[f] as ModelShape['fields'][number];
      const table = parameter(widths.length === 1 ? 'embedding' : `embedding.${width}`);
      const begin = offsetOf(share ?? name);
      return range(width).map((j) => values.reduce((sum, { id, weight }) => sum + weight * (table[(begin + id) * width + j] as number), 0));
    }),
  );
  const x0 = sideBySide(fields, batch.dense);

  // Hyper-network: the instance representation matrix of each row.
  const hyperInput = config.backbone === 'wide-deep' ? sideBySide(batch.dense, fields) : x0;
  const generated = hasHyper(config)
    ? [...config.hyper, config.k ** 2].reduce(
        (x, width, l) => layer(`hyper.${l}`, 0, x, width, rows),
        config.adapter === 'domain-only' ? domainOf(shape, fields) : hyperInput,
      )
    : [];
  /** What each row multiplies by and adds, down to the bottleneck and up again: all towers of a layer share them. */
  const weightsOf = eachOnce((index: number) => definedAdapter(config, index, parameter, generated, batch.domains));

  /** @param of the rows whose statistics the domain norm takes, for each row that it is applied to */
  function adapt(l: number, z: Rows, of: (row: number) => number[]): Rows {
    const index = [...config.adapters].sort((a, b) => a - b).indexOf(l);
    if (index < 0) return z;
    const [b1, b2, gamma, beta] = ['b1', 'b2', 'gamma', 'beta'].map((id) => parameter(`adapter.${index}.${id}`)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const weights = weightsOf(index);
    const u = z.map((row, i) => {
      const { down, up, plusDown, plusUp } = weights[i] as RowAdapter;
      const inner = (product([row], down)[0] as number[]).map((value, j) => 1 / (1 + Math.exp(-(value + (plusDown[j] as number) + (b1[j] as number)))));
      return (product([inner], up)[0] as number[]).map((value, j) => value + (plusUp[j] as number) + (b2[j] as number));
    });
    const normals = eachOnce((set: number[]) => standardised(u, set, true));
    return z.map((row, i) => {
      const normal = normals(of(i))[i] as number[];
      return row.map((value, j) => value + (gamma[j] as number) * (normal[j] as number) + (beta[j] as number));
    });
  }

  const perDomain = config.domainNormTraining === 'per-domain';

  /** Towers: `input(d)` is what domain d's tower reads, for every row. @returns each row's own logit */
  function towers(input: (d: number) => Rows): number[] {
    const ownRows = config.towerRows === 'own';
    const logits = range(D).map((d) => {
      const of = ownRows ? own(d) : rows;
      const top = config.layers.reduce(
        (z, width, l) => adapt(l + 1, layer(`tower.${l}`, d, z, width, of), () => (ownRows || perDomain ? own(d) : rows)),
        input(d),
      );
      return linear('head', d, top, 1).map(([logit]) => logit as number);
    });
    return rows.map((i) => (logits[batch.domains[i] as number] as number[])[i] as number);
  }

  /** Shared layers: the statistics of a row's domain norm are of all rows, or of its own domain's. */
  const deep = (input: Rows): Rows =>
    config.layers.reduce(
      (z, width, l) => adapt(l + 1, layer(`deep.${l}`, 0, z, width, rows), (i) => (perDomain ? own(batch.domains[i] as number) : rows)),
      input,
    );
  const bottom = (name: string, g: number, x: Rows): Rows => config.bottom.reduce((z, width, l) => layer(`${name}.${l}`, g, z, width, rows), x);
  const softmax = (row: number[]): number[] => {
    const powers = row.map(Math.exp);
    const total = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / total);
  };
  const mixed = (gates: Rows, experts: Rows[]): Rows =>
    gates.map((row, i) => {
      const shares = softmax(row);
      return range(experts[0]?.[0]?.length ?? 0).map((j) =>
        experts.reduce((sum, expert, n) => sum + (shares[n] as number) * ((expert[i] as number[])[j] as number), 0),
      );
    });

  function logits(): number[] {
    switch (config.backbone) {
      case 'mlp':
        return towers(() => x0);
      case 'dcn': {
        let x = x0;
        for (let l = 0; l < config.cross; l++) {
          const [w, b] = [parameter(`cross.${l}.weight`), parameter(`cross.${l}.bias`)];
          x = x.map((row, i) => {
            const projection = row.reduce((sum, value, j) => sum + value * (w[j] as number), 0);
            return row.map((value, j) => ((x0[i] as number[])[j] as number) * projection + (b[j] as number) + value);
          });
        }
        return linear('head', 0, sideBySide(x, deep(x0)), 1).map(([logit]) => logit as number);
      }
      case 'wide-deep': {
        const wide = linear('wide', 0, batch.dense, 1);
        return linear('head', 0, deep(fields), 1).map(([logit], i) => (logit as number) + ((wide[i] as number[])[0] as number));
      }
      case 'shared-bottom': {
        const shared = bottom('bottom', 0, x0);
        return towers(() => shared);
      }
      case 'mmoe': {
        const experts = range(config.experts).map((n) => bottom('expert', n, x0));
        return towers((d) => mixed(linear('gate', d, x0, config.experts), experts));
      }
      case 'ple': {
        let [inputs, shared] = [range(D).map(() => x0), x0];
        for (let i = 0; i < config.levels; i++) {
          const ownExperts = range(D).map((d) => range(config.ownExperts).map((p) => bottom(`level.${i}.own`, d * config.ownExperts + p, inputs[d] as Rows)));
          const sharedExperts = range(config.experts).map((n) => bottom(`level.${i}.shared`, n, shared));
          const count = config.ownExperts + config.experts;
          const next = range(D).map((d) => mixed(linear(`level.${i}.gate`, d, inputs[d] as Rows, count), [...(ownExperts[d] as Rows[]), ...sharedExperts]));
          if (i < config.levels - 1) {
            const all = [...ownExperts.flat(), ...sharedExperts];
            shared = mixed(linear(`level.${i}.shared-gate`, 0, shared, all.length), all);
          }
          inputs = next;
        }
        return towers((d) => inputs[d] as Rows);
      }
      case 'star':
        return starLogits();
    }
  }

  function starLogits(): number[] {
    const ofShared = (id: string) => parameter(`partitioned-norm.shared.${id}`);
    const [gamma, beta] = [parameter('partitioned-norm.gamma'), parameter('partitioned-norm.beta')];
    const width = x0[0]?.length ?? 0;
    const normals = eachOnce((set: number[]) => standardised(x0, set, false));
    const partitioned = rows.map((i) => {
      const d = batch.domains[i] as number;
      const normal = normals(own(d))[i] as number[];
      return normal.map(
        (value, j) =>
          (gamma[d * width + j] as number) * (ofShared('gamma')[j] as number) * value + (beta[d * width + j] as number) + (ofShared('beta')[j] as number),
      );
    });
    const starLinear = (l: number, d: number, x: Rows, wide: number): Rows => {
      const inputs = x[0]?.length ?? 0;
      const [shared, ownWeight] = [parameter(`star.${l}.shared.weight`), parameter(`star.${l}.own.weight`)];
      const [sharedBias, ownBias] = [parameter(`star.${l}.shared.bias`), parameter(`star.${l}.own.bias`)];
      return x.map((row) =>
        range(wide).map((j) => {
          const sum = row.reduce((total, value, i) => total + value * (shared[i * wide + j] as number) * (ownWeight[(d * inputs + i) * wide + j] as number), 0);
          return sum + (sharedBias[j] as number) + (ownBias[d * wide + j] as number);
        }),
      );
    };
    const ownRows = config.towerRows === 'own';
    const perTower = range(D).map((d) => {
      const top = config.layers.reduce(
        (z, wide, l) => adapt(l + 1, relu(starLinear(l, d, z, wide)), () => (ownRows || perDomain ? own(d) : rows)),
        partitioned,
      );
      return starLinear(config.layers.length, d, top, 1);
    });
    const auxiliary = [...config.bottom, 1].reduce((x, wide, l) => {
      const line = linear(`auxiliary.${l}`, 0, x, wide);
      return l < config.bottom.length ? relu(line) : line;
    }, x0);
    return rows.map((i) => (perTower[batch.domains[i] as number]?.[i]?.[0] as number) + (auxiliary[i]?.[0] as number));
  }

  return logits().reduce((loss, logit, i) => {
    const p = 1 / (1 + Math.exp(-logit));
    return loss - (batch.weights[i] as number) * Math.log(batch.labels[i] ? p : 1 - p);
  }, 0);
}

/** Makes what belongs to something, such as a set of rows, when it is first asked for. */
function eachOnce<K, V>(make: (of: K) => V): (of: K) => V {
  const made = new Map<K, V>();
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}

const range = eachOnce((n: number): readonly number[] => Array.from({ length: n }, (_, i) => i));
