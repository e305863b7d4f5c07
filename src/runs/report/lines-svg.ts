import { escaped } from './html';

export interface ReportLine {
  name: string;
  points: { x: number; y: number | null }[];
}

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 56;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 36;
const DASHES = ['', '6 4', '2 3'];

/**
 * Lines over epochs as an inline SVG. They differ by their dashes too, so that a black-and-white print tells them apart.
 *
 * @param title what is drawn, for who does not see it
 * @returns nothing where no line has a number
 */
export function linesSvg(title: string, lines: readonly ReportLine[]): string {
  const known = lines.flatMap(({ points }) => points).filter((point): point is { x: number; y: number } => Number.isFinite(point.y));
  if (known.length === 0) return '';
  const [x0, x1] = range(known.map(({ x }) => x));
  const [y0, y1] = range(known.map(({ y }) => y));
  const x = (value: number) => (LEFT + ((value - x0) / (x1 - x0)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number) => (HEIGHT - BOTTOM - ((value - y0) / (y1 - y0)) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const drawn = lines.map(({ name, points }, i) => {
    const kept = points.filter((point): point is { x: number; y: number } => Number.isFinite(point.y));
    const path = kept.map((point) => `${x(point.x)},${y(point.y)}`).join(' ');
    return `<polyline class="line${i % DASHES.length}" stroke-dasharray="${DASHES[i % DASHES.length]}" points="${path}"><title>${escaped(name)}</title></polyline>`;
  });
  const labels = [y0, y1].map((value) => `<text x="${LEFT - 6}" y="${y(value)}" text-anchor="end" dominant-baseline="middle">${value.toFixed(3)}</text>`);
  const epochs = [x0, x1].map((value) => `<text x="${x(value)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${Number(value.toFixed(2))}</text>`);
  const axis = `<path class="axis" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>`;
  const legend = lines.map(
    ({ name }, i) =>
      `<li><svg width="36" height="8" aria-hidden="true"><path class="line${i % DASHES.length}" stroke-dasharray="${DASHES[i % DASHES.length]}" d="M0 4H36"/></svg> ${escaped(name)}</li>`,
  );
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">${axis}${drawn.join('')}${labels.join('')}${epochs.join('')}<text x="${(LEFT + WIDTH) / 2}" y="${HEIGHT - 4}" text-anchor="middle">epoch</text></svg><figcaption>${escaped(title)}<ul>${legend.join('')}</ul></figcaption></figure>`;
}

/** From the least to the most, never empty. */
function range(values: readonly number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}
