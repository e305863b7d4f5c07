import { useRef, useState } from 'react';
import { completeRunConfig } from '../../config/complete';
import { parseRunConfig } from '../../config/run-config';
import { isolated } from '../../lib/isolated';
import { changeText } from '../../lib/score-text';
import { METRIC_NAMES } from '../../runs/experiment/answer';
import type { ExperimentRecord } from '../../runs/experiment/record';
import type { ExperimentTable } from '../../runs/experiment/table';
import { Figure } from '../figure/Figure';
import { useWorkerAnswer } from '../parts/use-worker-answer';
import { namedRowsFile } from '../store/selectors';
import { useApp } from '../store/use-app';
import { CostPlot } from './CostPlot';
import { mainName, useCompared } from './compared';
import { COSTS, type CostName, costPoints, costText } from './cost-points';
import { PickOne } from './PickOne';

/** What each contestant costs, beside what it gains over the reference. */
export function CostFigure({ table, experiment }: { table: ExperimentTable; experiment: ExperimentRecord }) {
  const svg = useRef<SVGSVGElement>(null);
  const [cost, setCost] = useState<CostName>('parameters');
  const { metric, metrics } = useCompared(table);
  const asked = useMultiplyAdds(experiment, cost === 'multiplyAdds');
  const points = costPoints(table, metric, cost, asked?.state === 'known' ? asked.value : undefined);
  const { name, about } = COSTS[cost];
  const what = mainName(table, metric);
  return (
    <Figure
      title="Cost beside gain"
      formula={`What is paid for what is gained? Across: ${about}. Upwards: ${what}, less that of ${isolated(table.reference)}, with its 95 % interval.`}
      about={
        <p>
          A gain is paired by seed, as in the table, and its interval is Student’s. The dashed line is {isolated(table.reference)}, whose gain is 0 by its
          definition. Seconds are of this machine, of the engine that was used, and of how many runs went on side by side; parameters and multiply-adds are of
          the model alone.{metric === 'logLoss' && ' For LogLoss, lower is better.'}
        </p>
      }
      summary={
        asked?.state === 'error'
          ? `What a row takes cannot be told: ${asked.message}`
          : asked?.state === 'asking'
            ? 'Counting …'
            : points
                .map(
                  (point) =>
                    `${isolated(point.contestant)}: ${costText(point.cost)} ${name}${point.isReference ? ', the reference' : `, ${changeText(point.gain)}`}`,
                )
                .join('; ')
                .concat('.')
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['contestant', name, `difference in ${METRIC_NAMES[metric]}`, 'low', 'high'],
          rows: points.map((point) => [point.contestant, point.cost, point.gain, point.low, point.high]),
        }),
      }}
      controls={
        <>
          <PickOne
            label="Cost"
            value={cost}
            options={(Object.keys(COSTS) as CostName[]).map((value) => ({ value, text: COSTS[value].name }))}
            onChange={setCost}
          />
          <PickOne {...metrics} />
        </>
      }
    >
      <CostPlot points={points} name={`Gain in ${what} by ${name}`} xName={name} yName={`difference in ${METRIC_NAMES[metric]}`} svgRef={svg} />
    </Figure>
  );
}

/** Multiply-adds to predict a row, by contestant; the worker counts them, where the data of the comparison are open. */
function useMultiplyAdds({ id, contestants, data }: ExperimentRecord, wanted: boolean) {
  const roles = useApp((state) => state.roles);
  const rowsFile = useApp(namedRowsFile);
  const open = useApp(({ table }) => table?.hash === data.hash);
  return useWorkerAnswer(wanted ? `${id} ${open}` : undefined, async (session) => {
    if (!open) throw new Error('open the data of this comparison first.');
    const counted = contestants.map(async ({ name, config }) => {
      const { parameters } = await session.data.preview(completeRunConfig(parseRunConfig(config), roles), rowsFile);
      return [name, parameters.cost] as const;
    });
    return new Map(await Promise.all(counted));
  });
}
