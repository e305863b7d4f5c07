import { ADAPTER_KIND, adapterKindOf } from '../../config/adapter-kinds';
import type { Matrix } from '../../lib/matrix';
import { generatedBiases, generatedWeights } from '../../measures/spectra/generated-weights';
import type { Look } from '../../protocol/insight';

/** A matrix of a row: its H, or what its adapter has. */
export interface Kind {
  name: string;
  about: string;
  /** @param h what the row's weights are made from */
  of: (h: Float32Array) => Matrix;
  /** Whether all rows have the same. */
  shared: boolean;
}

/** W_down and W_up of an adapter, the biases that are generated in their place, and H, where there is one. */
export function kindsOf(look: Look, adapter: number): Kind[] {
  const { k, bottleneck, adapters, factors } = look;
  const { layer, width } = adapters[adapter] as { layer: number; width: number };
  const own = factors[adapter] as Look['factors'][number];
  const kind = adapterKindOf(look);
  const shared = sharesWeights(look);
  const weights = (name: 'W_down' | 'W_up', rows: number, columns: number): Kind => ({
    name,
    about: `after layer ${layer}: ${rows} × ${columns}`,
    of: (h) => ({ rows, columns, values: generatedWeights(h, own)[name === 'W_down' ? 'down' : 'up'] }),
    shared,
  });
  const bias = (name: 'b_down' | 'b_up', columns: number): Kind => ({
    name,
    about: `the bias ${name === 'b_down' ? 'u₁ H V₁' : 'u₂ H V₂'} after layer ${layer}: ${columns} numbers`,
    of: (h) => ({ rows: 1, columns, values: generatedBiases(h, own)?.[name === 'b_down' ? 'down' : 'up'] ?? new Float32Array(columns) }),
    shared: false,
  });
  const h: Kind = { name: 'H', about: `instance representation matrix: ${k} × ${k}`, of: (values) => ({ rows: k, columns: k, values }), shared: false };
  return [
    weights('W_down', width, bottleneck),
    weights('W_up', bottleneck, width),
    ...(kind === 'bias' ? [bias('b_down', bottleneck), bias('b_up', width)] : []),
    ...(hasH(look) ? [h] : []),
  ];
}

/** Those in which rows differ. */
export const differingKinds = (look: Look, adapter: number): Kind[] => kindsOf(look, adapter).filter(({ shared }) => !shared);

type Seen = Pick<Look, 'adapterKind'>;

/** Whether a hyper-network made an H. */
export const hasH = (look: Seen): boolean => ADAPTER_KIND[adapterKindOf(look)].h !== undefined;

/** Whether all rows have the same W_down and W_up. */
export const sharesWeights = (look: Seen): boolean => adapterKindOf(look) === 'bias' || adapterKindOf(look) === 'low-rank';
