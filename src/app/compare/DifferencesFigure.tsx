import { useRef } from 'react';
import { isolated } from '../../lib/isolated';
import { changeText, scoreText } from '../../lib/score-text';
import { METRIC_NAMES } from '../../runs/experiment/answer';
import type { Column, ExperimentTable } from '../../runs/experiment/table';
import { type BarRow, Bars } from '../figure/bars/Bars';
import { Figure } from '../figure/Figure';
import { domainColour } from '../theme/colours';
import { useCompared } from './compared';
import { PickOne } from './PickOne';

const nameOf = (column: Column) => (column.of === 'mean' ? 'mean over domains' : column.of === 'all' ? 'all rows' : column.name);

/** Differences of one contestant to the reference: each seed, their mean and its interval, over all and by domain. */
export function DifferencesFigure({ table }: { table: ExperimentTable }) {
  const svg = useRef<SVGSVGElement>(null);
  const { name, row, metric, contestants, metrics } = useCompared(table);
  const bars = table.columns.map((column, i): BarRow => {
    const difference = row?.cells[i]?.difference;
    return {
      label: nameOf(column),
      ...(column.of === 'domain' && { colour: domainColour(column.at) }),
      value: difference?.mean ?? null,
      low: difference?.interval?.low ?? null,
      high: difference?.interval?.high ?? null,
      dots: difference?.values ?? [],
      ...(!difference && { note: 'no value in common' }),
    };
  });
  const clear = table.columns.filter((_, i) => {
    const interval = row?.cells[i]?.difference?.interval;
    return interval && (interval.low > 0 || interval.high < 0);
  });
  return (
    <Figure
      title="Differences by seed and domain"
      formula={`How much does ${isolated(name)} differ from ${isolated(table.reference)} on the test rows, seed by seed? ${METRIC_NAMES[metric]} of the one less that of the other.`}
      about={
        <p>
          A small dot is one seed: both models have learned from the same rows, and are tested on the same rows. The large dot is the mean of the seeds, and the
          line Student’s 95 % interval of it. Where the line leaves out 0, seeds alone do not explain the difference. One such line in twenty misses 0 by
          chance: the table corrects for how many there are. For LogLoss, left is better.
        </p>
      }
      summary={
        clear.length === 0
          ? `No interval leaves out 0.`
          : `The interval leaves out 0 for ${clear.map((column) => `${isolated(nameOf(column))} (${changeText(row?.cells[table.columns.indexOf(column)]?.difference?.mean ?? 0)})`).join(', ')}.`
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['column', 'seed', 'difference'],
          rows: table.columns.flatMap((column, i) => {
            const difference = row?.cells[i]?.difference;
            return (difference?.seeds ?? []).map((seed, s): (string | number | null)[] => [nameOf(column), seed, difference?.values[s] ?? null]);
          }),
        }),
      }}
      controls={
        <>
          <PickOne {...contestants} />
          <PickOne {...metrics} />
        </>
      }
    >
      <Bars
        name={`${name} less ${table.reference}`}
        rows={bars}
        xName={`difference in ${METRIC_NAMES[metric]}`}
        format={(value) => (value === 0 ? scoreText(0) : changeText(value))}
        svgRef={svg}
      />
    </Figure>
  );
}
