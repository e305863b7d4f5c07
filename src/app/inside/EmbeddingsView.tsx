import { useMemo, useRef, useState } from 'react';
import type { Embeddings } from '../../protocol/insight';
import { domainNames } from '../../runs/record';
import { Figure } from '../figure/Figure';
import type { Shape } from '../figure/marks';
import { fixed } from '../figure/numbers';
import { Scatter } from '../figure/Scatter';
import { domainColour } from '../theme/colours';
import { Asked } from './Asked';
import { atRest } from './at-rest';
import styles from './inside.module.css';
import { PointKey } from './PointKey';
import { useAnswer } from './use-answer';
import type { Shown } from './use-look';

type ColourBy = 'frequency' | 'domain';

/** A field's embedding table as points in a plane. */
export function EmbeddingsView({ run }: Pick<Shown, 'run'>) {
  const fields = Object.keys(run.data?.vocabulary ?? {});
  const rest = atRest(run);
  const [chosen, setChosen] = useState<string>();
  const names = fields.length > 0 ? fields : run.config.data.sparse.map((field) => (typeof field === 'string' ? field : (field.name ?? field.column)));
  const field = chosen && names.includes(chosen) ? chosen : names[0];
  const key = 'key' in rest ? rest.key : undefined;
  const answer = useAnswer(key && field && `${key} ${field}`, (inside) => inside.embeddings(field as string));
  if (!key) return <p className="soft">{'reason' in rest && rest.reason}</p>;
  return (
    <div className="stack">
      <label className="row">
        Field
        <select className={styles.cut} value={field} onChange={(event) => setChosen(event.target.value)}>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Asked answer={answer} what="Reading the table">
        {(table) => <TableFigure key={table.field} table={table} domains={domainNames(run)} of={key} />}
      </Asked>
    </div>
  );
}

function TableFigure({ table, domains, of }: { table: Embeddings; domains: string[]; of: string }) {
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
  const answer = useAnswer(value === undefined ? undefined : `${of} ${table.field} ${value}`, (inside) => inside.neighbours(table.field, value as string));
  const share = (explained[0] ?? 0) + (explained[1] ?? 0);
  const unseen = names.filter((_, i) => rowsOf(i) === 0).length;
  return (
    <Figure
      title={`Embeddings of ${table.field}`}
      formula={`Which values does the model take for alike? The first two principal axes of the ${table.width}-dimensional embeddings of ${names.length.toLocaleString('en')} values.`}
      about={
        <>
          <p>
            Shown are the {names.length.toLocaleString('en')} most frequent of {table.values.toLocaleString('en')} values, counted in the training rows.
            Neighbours are sought in the whole table, by the cosine of the embeddings.
          </p>
          <p>A value that few rows have stays near where it started, at almost 0 (and decays towards it); its neighbours mean nothing.</p>
        </>
      }
      summary={
        <>
          The two axes carry {Math.round(100 * share)} % of the variance.{' '}
          {unseen > 0 && `${unseen} of the values shown ${unseen === 1 ? 'is' : 'are'} in no training row. `}
          {value === undefined ? 'Select a value to see its nearest neighbours.' : `${value} is in ${rowsOf(one as number)} training rows.`}
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
      <Scatter
        name={`Embeddings of ${table.field}`}
        points={points}
        colourOf={looks.colourOf}
        shapeOf={looks.shapeOf}
        label={(i) => `${names[i]}, ${rowsOf(i)} rows`}
        selected={selected}
        onSelect={(indices) => setSelected(new Set(indices))}
        xName="axis 1"
        yName="axis 2"
        square
        legend={looks.key}
        svgRef={svg}
      />
      {value !== undefined && (
        <section aria-label={`Nearest neighbours of ${value}`} className="stack">
          <h4>Nearest neighbours of {value}</h4>
          <Asked answer={answer} what="Looking for them">
            {(list) =>
              list.length > 0 ? (
                <ol className={styles.neighbours}>
                  {list.map((each) => (
                    <li key={each.value}>
                      {each.value} <span className="soft">cosine {fixed(each.similarity, 3)}</span>
                    </li>
                  ))}
                </ol>
              ) : (
                <p className="soft">Its embedding is 0, so it has no direction.</p>
              )
            }
          </Asked>
          {selected.size > 1 && <p className="soft">The first of {selected.size} selected values.</p>}
        </section>
      )}
    </Figure>
  );
}

function ValuePicker({ names, onPick }: { names: readonly string[]; onPick: (i: number) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        const i = names.indexOf(text.trim());
        setProblem(i < 0 ? 'Not among the values shown.' : '');
        if (i >= 0) onPick(i);
      }}
    >
      <label className="row">
        Value
        <input className={styles.test} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit">Find</button>
      <span className={styles.problem} role="status">
        {problem}
      </span>
    </form>
  );
}

/** Colours by how many rows a value has (by rank), or by the domain that has the most of them. */
function looksOf({ names, counts }: Embeddings, by: ColourBy, domains: string[]) {
  const D = domains.length;
  const rowsOf = (i: number) => counts.subarray(i * D, (i + 1) * D).reduce((sum, each) => sum + each, 0);
  const largest = (i: number) => {
    const own = counts.subarray(i * D, (i + 1) * D);
    return own.indexOf(Math.max(...own));
  };
  if (by === 'domain') {
    return {
      colourOf: (i: number) => (rowsOf(i) > 0 ? domainColour(largest(i)) : 'var(--baseline)'),
      shapeOf: (i: number) => (largest(i) % 4) as Shape,
      key: [
        ...domains.map((name, d) => ({ name, colour: domainColour(d), shape: (d % 4) as Shape })),
        ...(rowsOf(names.length - 1) === 0 ? [{ name: 'in no training row', colour: 'var(--baseline)', shape: 0 as Shape }] : []),
      ],
    };
  }
  // They come by frequency already.
  const share = (i: number) => Math.round(100 * (1 - i / Math.max(1, names.length - 1)));
  return {
    colourOf: (i: number) => `color-mix(in oklab, var(--above) ${share(i)}%, var(--below))`,
    shapeOf: () => 0 as Shape,
    key: [
      { name: `${rowsOf(0).toLocaleString('en')} rows`, colour: 'var(--above)', shape: 0 as Shape },
      { name: `${rowsOf(names.length - 1).toLocaleString('en')} rows`, colour: 'var(--below)', shape: 0 as Shape },
    ],
  };
}
