import { usePlotArea } from 'recharts';
import { TEXT_SIZE, widthOf } from '../figure/text';

const [ROW, SAMPLE] = [14, 20];

interface KeyLine {
  name: string;
  colour: string;
  dash: string;
}

/** What the lines of a small chart are, in the corner that they leave free. @param below whether that is the lower one */
export function CurveKey({ lines, below }: { lines: readonly KeyLine[]; below: boolean }) {
  const area = usePlotArea();
  if (!area) return null;
  const left = area.x + area.width - 4 - SAMPLE - Math.max(...lines.map(({ name }) => widthOf(name, TEXT_SIZE)));
  const top = below ? area.y + area.height - ROW * lines.length : area.y + ROW / 2;
  return (
    <g fontSize={TEXT_SIZE} fill="var(--ink-soft)">
      {lines.map(({ name, colour, dash }, i) => (
        <g key={name}>
          <path d={`M${left} ${top + ROW * i}h${SAMPLE - 6}`} stroke={colour} strokeWidth={2} strokeDasharray={dash} />
          <text x={left + SAMPLE} y={top + ROW * i} dominantBaseline="central">
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}
