import type { Embeddings } from '../../../protocol/insight';
import type { Shape } from '../../figure/scatter/marks';
import { domainColour, domainShape } from '../../theme/colours';

export type ColourBy = 'frequency' | 'domain';

/** Colours by how many rows a value has (by rank), or by the domain that has the most of them. */
export function looksOf({ names, counts }: Embeddings, by: ColourBy, domains: string[]) {
  const D = domains.length;
  const rowsOf = (i: number) => counts.subarray(i * D, (i + 1) * D).reduce((sum, each) => sum + each, 0);
  const largest = (i: number) => {
    const own = counts.subarray(i * D, (i + 1) * D);
    return own.indexOf(Math.max(...own));
  };
  if (by === 'domain') {
    return {
      colourOf: (i: number) => (rowsOf(i) > 0 ? domainColour(largest(i)) : 'var(--baseline)'),
      shapeOf: (i: number) => domainShape(largest(i)),
      key: [
        ...domains.map((name, d) => ({ name, colour: domainColour(d), shape: domainShape(d) })),
        ...(rowsOf(names.length - 1) === 0 ? [{ name: 'in no training row', colour: 'var(--baseline)', shape: 0 as Shape }] : []),
      ],
    };
  }
  // They come by frequency already.
  const share = (i: number) => Math.round(100 * (1 - i / Math.max(1, names.length - 1)));
  return {
    colourOf: (i: number) => `color-mix(in oklab, var(--above) ${share(i)}%, var(--below))`,
    shapeOf: () => 0 as Shape,
    key: [
      { name: `${rowsOf(0).toLocaleString('en')} rows`, colour: 'var(--above)', shape: 0 as Shape },
      { name: `${rowsOf(names.length - 1).toLocaleString('en')} rows`, colour: 'var(--below)', shape: 0 as Shape },
    ],
  };
}
