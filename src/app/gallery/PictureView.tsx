import type { Picture, PictureOf } from '../../runs/gallery/picture';
import { domainColour } from '../theme/colours';
import styles from './gallery.module.css';
import { dotsLayout, linesLayout, pictureText, WIDTH } from './picture-layout';

/** The picture of a card, of what was measured. Colours are those of the page. */
export function PictureView({ picture, of, title }: { picture: Picture; of: PictureOf; title: string }) {
  return (
    <figure className={styles.figure}>
      {picture.kind === 'dots' ? (
        <Dots picture={picture} title={title} axis={of.kind === 'dots' ? of.axis : ''} />
      ) : picture.kind === 'heat' ? (
        <Heat picture={picture} title={title} />
      ) : (
        <Lines picture={picture} title={title} />
      )}
      <figcaption className="soft">{pictureText(of)}</figcaption>
    </figure>
  );
}

type Of<K extends Picture['kind']> = { picture: Extract<Picture, { kind: K }>; title: string };

/** A row for each model: a dot for each seed, and a line at their mean. */
function Dots({ picture, title, axis }: Of<'dots'> & { axis: string }) {
  const { rows, ticks, left, height, radius } = dotsLayout(picture.rows);
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${title}: ${axis}, a dot for each seed`}>
      {ticks.map(({ x, text }) => (
        <g key={text}>
          <line className={styles.grid0} x1={x} x2={x} y1={0} y2={height - 20} />
          <text className={styles.tick} x={x} y={height - 6} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {rows.map(({ name, y, xs, mean }, i) => (
        <g key={name}>
          <text className={styles.label} x={left - 10} y={y + 4} textAnchor="end">
            {name}
          </text>
          {xs.map((x, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a seed has no other name, and none moves
            <circle key={at} cx={x} cy={y} r={radius} fill={domainColour(i)} fillOpacity={0.7} />
          ))}
          <line x1={mean} x2={mean} y1={y - 3 * radius} y2={y + 3 * radius} stroke="var(--ink)" strokeWidth={2} />
        </g>
      ))}
    </svg>
  );
}

/** A map for each domain. */
function Heat({ picture: { side, maps }, title }: Of<'heat'>) {
  const gap = 12;
  const size = (WIDTH - gap * (maps.length - 1)) / maps.length;
  const cell = size / side;
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${size + 20}`} role="img" aria-label={`${title}: the mean H of each domain`}>
      {maps.map(({ name, cells }, d) => (
        <g key={name} transform={`translate(${d * (size + gap)} 0)`}>
          {cells.map((value, i) =>
            value === 0 ? null : (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                key={i}
                x={(i % side) * cell}
                y={Math.floor(i / side) * cell}
                width={cell}
                height={cell}
                fill={value < 0 ? 'var(--below)' : 'var(--above)'}
                fillOpacity={Math.abs(value) / 9}
              />
            ),
          )}
          <rect width={size} height={size} fill="none" stroke={domainColour(d)} strokeWidth={1.5} />
          <text className={styles.label} x={size / 2} y={size + 15} textAnchor="middle">
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** A line each, named at its end. */
function Lines({ picture, title }: Of<'lines'>) {
  const { lines, ticks, height, left } = linesLayout(picture.lines);
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${title}: effective rank by epoch`}>
      {ticks.map(({ y, text }) => (
        <g key={text}>
          <line className={styles.grid0} x1={left} x2={WIDTH} y1={y} y2={y} />
          <text className={styles.tick} x={left - 6} y={y + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {lines.map(({ name, points, end }, i) => (
        <g key={name}>
          <polyline points={points} fill="none" stroke={domainColour(i)} strokeWidth={2.5} />
          <text className={styles.label} x={WIDTH - 4} y={end - 7} textAnchor="end">
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}
