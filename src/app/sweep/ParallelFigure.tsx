import { useId, useRef, useState } from 'react';
import { counted } from '../../lib/counted';
import { scoreText } from '../../lib/score-text';
import { type Brush, brushed, type SweepPoints } from '../../runs/experiment/sweep-points';
import { Figure } from '../figure/Figure';
import { Table } from '../parts/Table';
import { axesOf, ParallelLines } from './ParallelLines';
import styles from './sweep.module.css';

/** Configurations that are listed by name. */
const MOST_LISTED = 10;

/** All settings of each configuration at once, and what goes through a part of an axis. */
export function ParallelFigure({ points }: { points: SweepPoints }) {
  const svg = useRef<SVGSVGElement>(null);
  const [brushes, setBrushes] = useState<readonly Brush[]>([]);
  const chosen = brushed(points, brushes);
  const change = (axis: Brush['axis'], brush: Brush | undefined) =>
    setBrushes((old) => [...old.filter((each) => each.axis !== axis), ...(brush ? [brush] : [])]);
  const first = chosen[0];
  return (
    <Figure
      title="Settings together"
      formula="Which settings do good configurations have in common? A line for each configuration, across all settings, to its score."
      about={
        <p>
          Draw along an axis to choose what goes through that part of it; press the axis to take that away. The sliders below do the same. The coloured line is
          the best by validation. Test scores are not shown: whoever looked at them could choose by them.
        </p>
      }
      summary={`${counted(chosen.length, 'configuration')} of ${points.points.length}${brushes.length > 0 ? ' chosen' : ''}${first ? `; the best of them: ${first.contestant}, ${scoreText(first.score)} on validation` : ''}.`}
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['configuration', ...points.axes.map(({ path }) => path), 'validation_auc'],
          rows: chosen.map(({ contestant, at, score }) => [contestant, ...at.map(({ text }) => text), score]),
        }),
      }}
      controls={
        // Always there: the picture must not move while somebody draws on it.
        <button type="button" disabled={brushes.length === 0} onClick={() => setBrushes([])}>
          Show all
        </button>
      }
    >
      <ParallelLines points={points} brushes={brushes} onBrush={change} svgRef={svg} />
      <details>
        <summary>Choose with sliders</summary>
        <div className={styles.brushes}>
          {axesOf(points).map(({ key, title }) => (
            <Sliders key={key} title={title} brush={brushes.find(({ axis }) => axis === key)} onChange={(from, to) => change(key, { axis: key, from, to })} />
          ))}
        </div>
      </details>
      {brushes.length > 0 && (
        <Table
          caption="What is chosen"
          shape="wide"
          columns={['Configuration', { head: 'Validation AUC', number: true }]}
          rows={chosen
            .slice(0, MOST_LISTED)
            .map(({ contestant, score }) => ({ key: contestant, cells: [<bdi key="name">{contestant}</bdi>, scoreText(score)] }))}
        />
      )}
    </Figure>
  );
}

function Sliders({ title, brush, onChange }: { title: string; brush: Brush | undefined; onChange: (from: number, to: number) => void }) {
  const id = useId();
  const [from, to] = [brush?.from ?? 0, brush?.to ?? 1];
  const slider = (name: string, value: number, set: (value: number) => void) => (
    <>
      <label htmlFor={`${id}-${name}`} className="soft">
        {name}
      </label>
      <input id={`${id}-${name}`} type="range" min={0} max={1} step={0.01} value={value} onChange={(event) => set(Number(event.target.value))} />
    </>
  );
  return (
    <fieldset>
      <legend>{title}</legend>
      {slider('from', from, (value) => onChange(Math.min(value, to), to))}
      {slider('to', to, (value) => onChange(from, Math.max(value, from)))}
    </fieldset>
  );
}
