import { useEffect, useRef, useState } from 'react';
import { MOST_SEEDS } from '../../config/experiment';
import { isolated } from '../../lib/isolated';
import { scoreText } from '../../lib/score-text';
import { smallestDetectable } from '../../measures/paired/detectable';
import { fewestSeeds } from '../../measures/paired/holm';
import { METRIC_NAMES } from '../../runs/experiment/answer';
import type { ExperimentTable } from '../../runs/experiment/table';
import { Figure } from '../figure/Figure';
import { Lines } from '../figure/lines/Lines';
import { pictureOf } from '../figure/lines/picture-of';
import { niceRange } from '../figure/ticks';
import { mainDifference, mainName, useCompared } from './compared';
import { PickOne } from './PickOne';

/** The fewest seeds that are drawn: two find next to nothing, and would hide the rest. */
const FEWEST = 3;
/** Seeds that are drawn: the words' own are among them. */
const SEEDS = Array.from({ length: MOST_SEEDS - FEWEST + 1 }, (_, i) => FEWEST + i);

/** The smallest difference that so many seeds find, were they as those that there are. */
export function DetectableFigure({ table }: { table: ExperimentTable }) {
  const frame = useRef<HTMLDivElement>(null);
  const { name, row, metric, contestants, metrics } = useCompared(table);
  const difference = row && mainDifference(row);
  const spread = difference && difference.standardError !== null ? difference.standardError * Math.sqrt(difference.n) : undefined;
  const shifts = useShifts();
  // One seed has no spread.
  if (!difference || spread === undefined) return null;
  const found = shifts.map((shift) => shift * spread);
  const n = difference.n;
  const seen = Math.abs(difference.mean);
  const enough = SEEDS.find((_, i) => (found[i] ?? Number.POSITIVE_INFINITY) <= seen);
  const what = mainName(table, metric);
  return (
    <Figure
      title="What so many seeds can find"
      formula={`How small a difference in ${what} would be found, by number of seeds? With the spread that the differences between ${isolated(name)} and ${isolated(table.reference)} have.`}
      about={
        <p>
          The curve is the smallest true difference that a paired t test at .05 finds in four of five such experiments. The dashed line is the difference that
          these seeds show. Where the curve lies below it, so many seeds would be likely to find a difference of that size. It is a plan, not a finding: the
          spread is itself known from {n} seeds only. Apart from that, no sign test of fewer than {fewestSeeds(1)} seeds reaches .05.
        </p>
      }
      summary={
        spread === 0
          ? 'All seeds show the same difference, so any would be found.'
          : `${n} seeds find a difference of ${scoreText(found[SEEDS.indexOf(n)] ?? difference.smallest ?? 0)} four times in five; these show ${scoreText(seen)}. ${
              found.length < SEEDS.length
                ? ''
                : enough === undefined
                  ? `Not even ${MOST_SEEDS} would be likely to find as little as that.`
                  : enough > n
                    ? `A difference of that size would be found from ${enough} seeds on.`
                    : 'That is more than they need.'
            }`
      }
      save={{
        svg: pictureOf(frame),
        csv: () => ({ columns: ['seeds', `smallest difference in ${METRIC_NAMES[metric]}`], rows: SEEDS.map((seeds, i) => [seeds, found[i] ?? null]) }),
      }}
      controls={
        <>
          <PickOne {...contestants} />
          <PickOne {...metrics} />
        </>
      }
    >
      <Lines
        name="Smallest difference"
        series={[
          { name: 'found', colour: 'var(--ink)', dash: '', values: SEEDS.map((_, i) => found[i] ?? null) },
          { name: 'seen', colour: 'var(--baseline)', dash: '6 4', values: SEEDS.map(() => seen) },
        ]}
        x={SEEDS}
        xName="seeds"
        yName={`difference in ${METRIC_NAMES[metric]}`}
        range={niceRange([0, Math.max(seen, ...found)], 4).range}
        marker={n >= FEWEST ? n : undefined}
        frameRef={frame}
      />
    </Figure>
  );
}

/** For each number of seeds: the smallest difference, for differences with a standard deviation of 1. Each takes milliseconds, so they come one by one. */
function useShifts(): number[] {
  const [shifts, setShifts] = useState<number[]>([]);
  useEffect(() => {
    const found: number[] = [];
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      found.push(smallestDetectable(1, SEEDS[found.length] as number));
      if (found.length < SEEDS.length) timer = setTimeout(next);
      else setShifts(found);
    };
    timer = setTimeout(next);
    return () => clearTimeout(timer);
  }, []);
  return shifts;
}
