import { changeText, scoreText } from '../../lib/score-text';
import { escaped } from './html';

/** A row of a drawing: single values as dots, their mean or estimate as a stroke, and an interval as a line. */
export interface ReportRow {
  name: string;
  values: readonly number[];
  middle: number;
  interval?: { low: number; high: number } | null | undefined;
}

const [WIDTH, LEFT, RIGHT] = [640, 190, 16];
const [ROW, TOP, BOTTOM] = [26, 8, 34];
/** Characters of a name that fit beside the drawing. */
const MOST = 26;

/**
 * Rows of numbers over one axis, as an inline SVG.
 *
 * @param title what is drawn, for who does not see it
 * @param differences whether 0 is drawn, and numbers have their sign
 * @returns nothing without rows
 */
export function rowsSvg(title: string, rows: readonly ReportRow[], differences = false): string {
  if (rows.length === 0) return '';
  const all = rows.flatMap(({ values, middle, interval }) => [...values, middle, ...(interval ? [interval.low, interval.high] : [])]);
  if (differences) all.push(0);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const margin = (high - low || 0.01) * 0.04;
  const [from, to] = [low - margin, high + margin];
  const x = (value: number) => (LEFT + ((value - from) / (to - from)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const height = TOP + rows.length * ROW + BOTTOM;
  const bottom = height - BOTTOM;
  const drawn = rows.map(({ name, values, middle, interval }, i) => {
    const y = TOP + (i + 0.5) * ROW;
    const shown = name.length > MOST ? `${name.slice(0, MOST - 1)}…` : name;
    const line = interval ? `<path class="axis" d="M${x(interval.low)} ${y}H${x(interval.high)}"/>` : '';
    const dots = values.map((value) => `<circle cx="${x(value)}" cy="${y}" r="3"/>`).join('');
    return `<text x="${LEFT - 8}" y="${y}" text-anchor="end" dominant-baseline="middle">${escaped(shown)}</text>${line}${dots}<path class="line0" d="M${x(middle)} ${y - 8}V${y + 8}"/>`;
  });
  const text = differences ? changeText : scoreText;
  const marks = [low, high].map((value, i) => `<text x="${x(value)}" y="${bottom + 16}" text-anchor="${i === 0 ? 'start' : 'end'}">${text(value)}</text>`);
  const zero = differences ? `<path class="zero" d="M${x(0)} ${TOP}V${bottom}"/>` : '';
  return `<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">${zero}<path class="axis" d="M${LEFT} ${bottom}H${WIDTH - RIGHT}"/>${drawn.join('')}${marks.join('')}</svg><figcaption>${escaped(title)}</figcaption></figure>`;
}
