import { useRef } from 'react';
import { counted } from '../../lib/counted';
import type { SweepPoints } from '../../runs/experiment/sweep-points';
import { Figure } from '../figure/Figure';
import { SettingPlots } from './SettingPlots';

/** The score against each setting. */
export function SettingFigure({ points }: { points: SweepPoints }) {
  const svg = useRef<SVGSVGElement>(null);
  const rungs = new Set(points.points.map(({ rung }) => rung)).size;
  return (
    <Figure
      title="Each setting"
      formula="How does the score follow each setting? A point for each configuration, at its mean validation AUC over the domains."
      about={
        <p>
          The other settings differ from point to point, so a panel shows what a setting does by itself. The coloured point is the best by validation; short
          lines are means of a value.
          {rungs > 1 && ' Hollow points were trained for fewer epochs, and cannot be compared with the full ones.'}
        </p>
      }
      summary={`${counted(points.points.length, 'configuration')}, ${counted(points.axes.length, 'setting')}${rungs > 1 ? `; hollow: fewer epochs` : ''}.`}
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['configuration', ...points.axes.map(({ path }) => path), 'validation_auc', 'rung'],
          rows: points.points.map(({ contestant, at, score, rung }) => [contestant, ...at.map(({ text }) => text), score, rung + 1]),
        }),
      }}
    >
      <SettingPlots points={points} name="Validation AUC of each configuration" svgRef={svg} />
    </Figure>
  );
}
