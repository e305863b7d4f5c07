import { isNumeric } from '../../../config/value-test';
import type { ProbeRows } from '../../../protocol/insight';
import type { Shape } from '../../figure/scatter/marks';
import { domainColour, domainShape } from '../../theme/colours';

/** What points can be coloured by: `domain`, `label`, `prediction`, or a column of the table. */
export interface PointLooks {
  colourOf: (i: number) => string;
  shapeOf: (i: number) => Shape;
  /** What the colours mean: names with their colour and shape, or the two ends of a scale. */
  key: { name: string; colour: string; shape: Shape }[];
  /** For a row's reading; undefined where the domain says it already. */
  textOf: ((i: number) => string) | undefined;
}

/** Values that get a colour of their own; what is rarer is grey. */
const MOST_COLOURS = 8;
const OTHERS = 'var(--baseline)';
const [LOW, HIGH] = ['var(--below)', 'var(--above)'];

export function lookOf(by: string, { domains, labels, columns }: ProbeRows, names: readonly string[], predictions: Float32Array | undefined): PointLooks {
  const ofDomain: PointLooks = {
    colourOf: (i) => domainColour(domains[i] as number),
    shapeOf: (i) => domainShape(domains[i] as number),
    key: names.map((name, d) => ({ name, colour: domainColour(d), shape: domainShape(d) })),
    textOf: undefined,
  };
  if (by === 'label') {
    return {
      colourOf: (i) => (labels[i] === 1 ? HIGH : LOW),
      shapeOf: (i) => (labels[i] === 1 ? 2 : 0),
      key: [
        { name: 'negative', colour: LOW, shape: 0 },
        { name: 'positive', colour: HIGH, shape: 2 },
      ],
      textOf: (i) => (labels[i] === 1 ? 'positive' : 'negative'),
    };
  }
  if (by === 'prediction' && predictions)
    return scaled(
      (i) => predictions[i] as number,
      predictions.length,
      (value) => value.toFixed(3),
    );
  const column = columns.find(({ name }) => `column ${name}` === by);
  if (!column) return ofDomain;
  const textOf = (i: number) => column.values[column.codes[i] as number] as string;
  const present = column.values.filter((value) => value.trim() !== '');
  if (present.length > MOST_COLOURS && present.every(isNumeric)) return scaled((i) => Number(textOf(i) || Number.NaN), domains.length, String);
  const counts = new Map<string, number>();
  for (let i = 0; i < domains.length; i++) counts.set(textOf(i), (counts.get(textOf(i)) ?? 0) + 1);
  const frequent = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, counts.size > MOST_COLOURS ? MOST_COLOURS - 1 : MOST_COLOURS)
    .map(([value]) => value);
  const place = (i: number) => frequent.indexOf(textOf(i));
  const rest = counts.size - frequent.length;
  return {
    colourOf: (i) => (place(i) < 0 ? OTHERS : domainColour(place(i))),
    shapeOf: (i) => domainShape(Math.max(0, place(i))),
    key: [
      ...frequent.map((value, v) => ({ name: value.trim() === '' ? '(missing)' : value, colour: domainColour(v), shape: domainShape(v) })),
      ...(rest > 0 ? [{ name: `${rest} other values`, colour: OTHERS, shape: 0 as Shape }] : []),
    ],
    textOf,
  };
}

/** Numbers as a mixture of two colours, by their rank, so that a few large ones do not hide the others. */
function scaled(numberOf: (i: number) => number, n: number, show: (value: number) => string): PointLooks {
  const sorted = Array.from({ length: n }, (_, i) => numberOf(i))
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const rankOf = (i: number) => sorted.findIndex((value) => value >= numberOf(i)) / Math.max(1, sorted.length - 1);
  const ranks = Array.from({ length: n }, (_, i) => (Number.isNaN(numberOf(i)) ? Number.NaN : rankOf(i)));
  return {
    colourOf: (i) => (Number.isNaN(ranks[i]) ? OTHERS : `color-mix(in oklab, ${HIGH} ${Math.round(100 * (ranks[i] as number))}%, ${LOW})`),
    shapeOf: () => 0,
    key: [
      { name: sorted.length > 0 ? show(sorted[0] as number) : 'n/a', colour: LOW, shape: 0 },
      { name: sorted.length > 0 ? show(sorted.at(-1) as number) : 'n/a', colour: HIGH, shape: 0 },
    ],
    textOf: (i) => (Number.isNaN(numberOf(i)) ? 'missing' : show(numberOf(i))),
  };
}
