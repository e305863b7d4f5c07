import type { Picture, PictureOf } from '../../runs/gallery/picture';

/** Units of a picture: about the pixels of a card. */
export const WIDTH = 400;
/** Height of a row of dots, and where there are many. */
const ROW = 30;
const SMALL_ROW = 15;
/** Of the labels, at their widest. */
const LETTER = 7.8;
const FOOT = 24;

/** What stands below a picture. */
export function pictureText(of: PictureOf): string {
  if (of.kind === 'dots') return `${of.axis[0]?.toUpperCase()}${of.axis.slice(1)}: a dot for each seed, a line at their mean.`;
  if (of.kind === 'heat') return 'H of each domain, less the mean over the domains: purple below, green above, blank where they do not differ.';
  return 'Effective rank of the weights that the adapter’s first layer gets, by epoch.';
}

/** Where everything stands. @param rows at least one with a value */
export function dotsLayout(rows: Extract<Picture, { kind: 'dots' }>['rows']) {
  const left = 14 + Math.max(...rows.map(({ name }) => name.length)) * LETTER;
  const all = rows.flatMap(({ values }) => values);
  const step = stepOf(Math.max(...all) - Math.min(...all));
  const [from, to] = [Math.floor(Math.min(...all) / step) * step, Math.ceil(Math.max(...all) / step) * step];
  const right = WIDTH - 16;
  const x = (value: number) => left + 6 + ((value - from) / Math.max(to - from, step)) * (right - left - 6);
  const high = rows.length > 6 ? SMALL_ROW : ROW;
  const height = rows.length * high + FOOT;
  return {
    left,
    height,
    radius: high === ROW ? 3.5 : 2.5,
    ticks: ticksOf(from, to, step).map((value) => ({ x: x(value), text: tickText(value, step) })),
    rows: rows.map(({ name, values }, i) => ({
      name,
      y: (i + 0.5) * high,
      xs: values.map(x),
      mean: x(values.reduce((a, b) => a + b, 0) / values.length),
    })),
  };
}

/** The same of lines; y begins at 0. */
export function linesLayout(lines: Extract<Picture, { kind: 'lines' }>['lines']) {
  const [height, left, top, bottom] = [170, 34, 18, 10];
  const last = Math.max(...lines.flatMap(({ x }) => x));
  const most = Math.max(...lines.flatMap(({ y }) => y));
  const step = stepOf(most);
  const at = (value: number) => height - bottom - (value / most) * (height - top - bottom);
  return {
    height,
    left,
    ticks: ticksOf(0, most, step).map((value) => ({ y: at(value), text: tickText(value, step) })),
    lines: lines.map(({ name, x, y }) => ({
      name,
      points: x.map((epoch, i) => `${(left + (epoch / last) * (WIDTH - left)).toFixed(1)},${at(y[i] as number).toFixed(1)}`).join(' '),
      end: at(y.at(-1) as number),
    })),
  };
}

/** 1, 2 or 5 times a power of ten: at most five steps. */
function stepOf(range: number): number {
  const size = 10 ** Math.floor(Math.log10((range || 0.01) / 5));
  return size * ([1, 2, 5].find((times) => range <= 5 * times * size) ?? 10);
}

function ticksOf(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-6) + 1 }, (_, i) => from + i * step);
}

/** As many digits as the step needs, no zero before the point. */
function tickText(value: number, step: number): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-6));
  return value
    .toFixed(digits)
    .replace(/^-0?(?=\.)/, '−')
    .replace(/^-/, '−')
    .replace(/^0\./, '.')
    .replace(/^−?\.0+$/, '0');
}
