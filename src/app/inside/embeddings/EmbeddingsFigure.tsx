import { useMemo, useRef, useState } from 'react';
import { counted } from '../../../lib/counted';
import { isolated } from '../../../lib/isolated';
import type { Embeddings } from '../../../protocol/insight';
import { Figure } from '../../figure/Figure';
import { Scatter } from '../../figure/scatter/Scatter';
import { Beside } from '../Beside';
import { PointKey } from '../PointKey';
import { useAnswer } from '../use-answer';
import { Neighbours } from './Neighbours';
import { ValuePicker } from './ValuePicker';
import { type ColourBy, looksOf } from './value-colours';

/** The most frequent values of a field, and the neighbours of one of them. @param title of the field @param model the domain whose model it is, where there is one per domain @param of tells one state of the model from another */
export function EmbeddingsFigure({
  table,
  title,
  domains,
  model,
  of,
}: {
  table: Embeddings;
  title: string;
  domains: string[];
  model: number | undefined;
  of: string;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const [by, setBy] = useState<ColourBy>('frequency');
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const D = domains.length;
  const { names, coordinates, counts, explained } = table;
  const points = useMemo(() => names.map((_, i) => ({ x: coordinates[2 * i] as number, y: coordinates[2 * i + 1] as number })), [names, coordinates]);
  const looks = useMemo(() => looksOf(table, by, domains), [table, by, domains]);
  const rowsOf = (i: number) => counts.subarray(i * D, (i + 1) * D).reduce((sum, each) => sum + each, 0);
  const [one] = selected;
  const value = one === undefined ? undefined : names[one];
  const answer = useAnswer(value === undefined ? undefined : `${of} ${model} ${table.field} ${value}`, (inside) =>
    inside.neighbours(table.field, value as string, model),
  );
  const share = (explained[0] ?? 0) + (explained[1] ?? 0);
  const unseen = names.filter((_, i) => rowsOf(i) === 0).length;
  return (
    <Figure
      title={`Embeddings of ${title}`}
      formula={`Which values does the model treat as similar? The first two principal axes of the ${table.width}-dimensional embeddings of ${names.length.toLocaleString('en')} values.`}
      about={
        <>
          <p>
            The figure shows the {names.length.toLocaleString('en')} most frequent of {table.values.toLocaleString('en')} values, counted in the training rows.
            Neighbours are searched in the whole table, by the cosine of the embeddings.
          </p>
          <p>The embedding of a rare value stays near its start, close to 0, and decays towards 0. Its neighbours mean nothing.</p>
        </>
      }
      summary={
        <>
          The two axes carry {Math.round(100 * share)} % of the variance.{' '}
          {unseen > 0 && `${unseen.toLocaleString('en')} of the values shown ${unseen === 1 ? 'is' : 'are'} in no training row. `}
          {value === undefined ? 'Select a value to see its nearest neighbours.' : `${value} is in ${counted(rowsOf(one as number), 'training row')}.`}
        </>
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['value', 'axis 1', 'axis 2', ...domains.map((name) => `rows of ${name}`)],
          rows: names.map((name, i) => [name, points[i]?.x ?? null, points[i]?.y ?? null, ...counts.subarray(i * D, (i + 1) * D)]),
        }),
      }}
      controls={
        <>
          <label className="row">
            Colour by
            <select value={by} onChange={(event) => setBy(event.target.value as ColourBy)}>
              <option value="frequency">frequency</option>
              <option value="domain">domain with the most rows</option>
            </select>
          </label>
          <ValuePicker names={names} onPick={(i) => setSelected(new Set([i]))} />
        </>
      }
    >
      <PointKey entries={looks.key} />
      <Beside
        picture={
          <Scatter
            name={`Embeddings of ${title}`}
            points={points}
            colourOf={looks.colourOf}
            shapeOf={looks.shapeOf}
            label={(i) => `${isolated(names[i] ?? '')}, ${counted(rowsOf(i), 'row')}`}
            selected={selected}
            onSelect={(indices) => setSelected(new Set(indices))}
            xName="axis 1"
            yName="axis 2"
            square
            legend={looks.key}
            svgRef={svg}
          />
        }
        chosen={value !== undefined && <Neighbours answer={answer} value={value} selected={selected.size} />}
        hint="Select a point, or find a value by its name: its nearest neighbours stand here."
      />
    </Figure>
  );
}
