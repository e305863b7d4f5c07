import { generatedWeights } from '../../measures/spectra/generated-weights';
import type { Look } from '../../protocol/insight';
import type { Matrix } from '../figure/heat-map/matrix';

/** A matrix that an H makes: itself, or one of an adapter's weights. */
export interface Kind {
  name: string;
  about: string;
  of: (h: Float32Array) => Matrix;
}

/** W_down, W_up and H of an adapter. */
export function kindsOf({ k, bottleneck, adapters, factors }: Look, adapter: number): Kind[] {
  const { layer, width } = adapters[adapter] as { layer: number; width: number };
  const own = factors[adapter] as Look['factors'][number];
  return [
    {
      name: 'W_down',
      about: `after layer ${layer}: ${width} × ${bottleneck}`,
      of: (h) => ({ rows: width, columns: bottleneck, values: generatedWeights(h, own).down }),
    },
    {
      name: 'W_up',
      about: `after layer ${layer}: ${bottleneck} × ${width}`,
      of: (h) => ({ rows: bottleneck, columns: width, values: generatedWeights(h, own).up }),
    },
    { name: 'H', about: `instance representation matrix: ${k} × ${k}`, of: (h) => ({ rows: k, columns: k, values: h }) },
  ];
}
