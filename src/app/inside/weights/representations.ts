import { counted } from '../../../lib/counted';
import { rowName } from '../../../lib/row-name';
import type { Look, ProbeRows } from '../../../protocol/insight';

/** Something that has an H of its own: a domain's mean, a row, or the mean of selected rows. */
export interface Representation {
  key: string;
  name: string;
  /** With how many rows it is a mean of. */
  about: string;
  domain: number | undefined;
  h: Float32Array;
}

/** The domains' means, the selected rows' mean where all rows are at hand, then the single rows that the person chose. */
export function representationsOf(
  look: Look,
  domains: readonly string[],
  probes: ProbeRows | undefined,
  selected: ReadonlySet<number>,
  watched: readonly number[],
): Representation[] {
  const representations: Representation[] = look.domains.flatMap(({ rows, h }, d) =>
    rows > 0 ? [{ key: `domain ${d}`, name: domains[d] ?? `domain ${d + 1}`, about: `mean of ${counted(rows, 'row')}`, domain: d, h }] : [],
  );
  const group = selectedMean(look, selected);
  if (group)
    representations.push({ key: 'selected', name: 'selected', about: `mean of ${counted(selected.size, 'selected row')}`, domain: undefined, h: group });
  for (const { row, domain, h } of look.rows.filter((each) => watched.includes(each.row))) {
    representations.push({ key: `row ${row}`, name: rowName(row), about: `one row, of ${domains[domain] ?? ''}`, domain, h });
  }
  // A selected single row is a row like those that were typed.
  const [only] = selected;
  if (selected.size === 1 && only !== undefined && probes && group) {
    const row = probes.rows[only] as number;
    const last = representations.findIndex(({ key }) => key === 'selected');
    representations[last] = { key: `row ${row}`, name: rowName(row), about: 'selected row', domain: probes.domains[only], h: group };
  }
  return representations.filter(({ key }, i) => representations.findIndex((each) => each.key === key) === i);
}

/** Mean H of the selected probe rows; undefined where none is selected or their H are no longer kept. */
export function selectedMean({ instances }: Look, selected: ReadonlySet<number>): Float32Array | undefined {
  if (!instances || selected.size === 0) return undefined;
  const size = instances.h.length / instances.predictions.length;
  const sums = new Float64Array(size);
  for (const i of selected) for (let j = 0; j < size; j++) sums[j] = (sums[j] as number) + (instances.h[i * size + j] as number);
  return Float32Array.from(sums, (sum) => sum / selected.size);
}
