import { useMemo, useState } from 'react';
import type { FoundRow, Look, RowField, WhatIf, WhatIfChange } from '../../protocol/insight';
import { domainNames } from '../../runs/record';
import { Figure } from '../figure/Figure';
import { fixed, short, signed } from '../figure/numbers';
import { Swatch } from '../parts/Swatch';
import { useApp, useSession } from '../store/use-app';
import { useTheme } from '../theme/theme';
import { Asked } from './Asked';
import { atRest } from './at-rest';
import { HeatMap } from './HeatMap';
import { heatMapsSvg } from './heat-maps-svg';
import styles from './inside.module.css';
import { type Kind, kindsOf } from './kinds';
import { largestOf, MAPS } from './matrix';
import { RowsTable } from './RowsTable';
import { useAnswer } from './use-answer';
import type { Shown } from './use-look';

/** One row through the trained model: as it is, and with a field or its domain changed. */
export function WhatIfView({ run, adapter }: Pick<Shown, 'run' | 'adapter'>) {
  const { row, pickRow } = useApp();
  const rest = atRest(run);
  if (!('key' in rest)) return <p className="soft">{rest.reason}</p>;
  return (
    <div className="stack">
      <Search key={rest.key} domains={domainNames(run)} columns={run.probes?.columns.map(({ name }) => name) ?? []} onPick={pickRow} />
      {row !== undefined && <Row key={`${rest.key} ${row}`} row={row} at={rest.key} run={run} adapter={adapter} />}
    </div>
  );
}

/** @param columns of the run's table, which may not be the one that is open */
function Search({ domains, columns, onPick }: { domains: string[]; columns: readonly string[]; onPick: (row: number) => void }) {
  const session = useSession();
  const [column, setColumn] = useState(columns[0] ?? '');
  const [test, setTest] = useState('');
  const [found, setFound] = useState<{ rows: FoundRow[]; total: number }>();
  const [problem, setProblem] = useState('');
  const search = async () => {
    setProblem('');
    try {
      setFound(await session().inside.findRows(test.trim() === '' ? [] : [{ column, test }]));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section className="stack" aria-label="Find a row">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <label className="row">
          Find rows whose
          <select value={column} onChange={(event) => setColumn(event.target.value)}>
            {columns.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label className="row">
          is
          <input className={styles.test} value={test} placeholder="such as u14, or > 0.5" onChange={(event) => setTest(event.target.value)} />
        </label>
        <button type="submit">Find</button>
        <span className={styles.problem} role="status">
          {problem}
        </span>
      </form>
      {found && (
        <>
          <p className="soft" role="status">
            {found.total === 0
              ? 'No row is so.'
              : `${found.total.toLocaleString('en')} ${found.total === 1 ? 'row' : 'rows'}${found.total > found.rows.length ? `; the first ${found.rows.length}` : ''}:`}
          </p>
          {found.rows.length > 0 && (
            <RowsTable
              label="Rows found"
              columns={['Row', 'Domain', 'Split', ...columns]}
              rows={found.rows.map(({ row, domain, part, values }) => ({
                key: row,
                cells: [
                  <button key="row" type="button" className={styles.link} onClick={() => onPick(row)}>
                    <span className="hidden">Take row </span>
                    {row + 1}
                  </button>,
                  <Domain key="domain" domain={domain} names={domains} />,
                  part === 'val' ? 'validation' : (part ?? 'none'),
                  ...values,
                ],
              }))}
            />
          )}
        </>
      )}
    </section>
  );
}

function Row({ row, at, run, adapter }: Pick<Shown, 'run' | 'adapter'> & { row: number; at: string }) {
  const [domain, setDomain] = useState<number>();
  const [values, setValues] = useState<Record<string, string>>({});
  const fields = useAnswer(`${at} ${row}`, (inside) => inside.rowFields(row));
  const change: WhatIfChange = { row, ...(domain !== undefined && { domain }), values };
  const answer = useAnswer(`${at} ${JSON.stringify(change)}`, (inside) => inside.whatIf(change));
  const changed = [...(domain === undefined ? [] : ['domain']), ...Object.keys(values)];
  return (
    <Asked answer={fields} what="Reading the row">
      {(list) => (
        <>
          <section className={styles.edit} aria-label={`Row ${row + 1}, to be changed`}>
            <label className={styles.field}>
              Domain
              <select value={domain ?? ''} onChange={(event) => setDomain(event.target.value === '' ? undefined : Number(event.target.value))}>
                <option value="">its own</option>
                {domainNames(run).map((name, d) => (
                  <option key={name} value={d}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            {list.map((field) => (
              <FieldInput
                key={field.name}
                field={field}
                value={Object.hasOwn(values, field.name) ? values[field.name] : undefined}
                onChange={(value) => setValues(withValue(values, field, value))}
              />
            ))}
            <button
              type="button"
              disabled={changed.length === 0}
              onClick={() => {
                setDomain(undefined);
                setValues({});
              }}
            >
              As it was
            </button>
          </section>
          <Asked answer={answer} what="Predicting">
            {(value) => <Effect value={value} row={row} changed={changed} run={run} adapter={adapter} />}
          </Asked>
        </>
      )}
    </Asked>
  );
}

/** What is typed counts once it differs from what the row has. */
function withValue(values: Record<string, string>, { name, value: own }: RowField, value: string): Record<string, string> {
  const { [name]: _, ...rest } = values;
  return value === own || value.trim() === '' ? rest : { ...rest, [name]: value };
}

function FieldInput({ field, value, onChange }: { field: RowField; value: string | undefined; onChange: (value: string) => void }) {
  const [text, setText] = useState<string>();
  const shown = text ?? value ?? field.value;
  const list = `values-of-${field.name}`;
  // Of a long vocabulary only a part is at hand.
  const unknown = value !== undefined && field.kind === 'sparse' && field.offered.length === field.values && !field.offered.includes(value);
  const outside = value !== undefined && field.kind === 'dense' && (Number(value) < field.min || Number(value) > field.max);
  // Every keystroke would be a question that most likely has no answer: it is asked when the person is done.
  const done = () => {
    if (text === undefined) return;
    onChange(text);
    setText(undefined);
  };
  return (
    <label className={styles.field}>
      <span>
        {field.name}
        {value !== undefined && <span className="soft"> was {field.value}</span>}
      </span>
      <input
        value={shown}
        list={field.kind === 'sparse' ? list : undefined}
        inputMode={field.kind === 'dense' ? 'decimal' : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => event.key === 'Enter' && done()}
      />
      {field.kind === 'sparse' ? (
        <>
          <datalist id={list}>
            {field.offered.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
          <span className="soft">{unknown ? 'no value that training saw: read as unknown' : `${field.values.toLocaleString('en')} values`}</span>
        </>
      ) : (
        <span className="soft">
          {outside && 'outside '}
          {short(field.min)} to {short(field.max)} in training
        </span>
      )}
    </label>
  );
}

function Effect({ value, row, changed: named, run, adapter }: Pick<Shown, 'run' | 'adapter'> & { value: WhatIf; row: number; changed: string[] }) {
  const { before, after, byDomain, nearest, factors } = value;
  const { probes } = run;
  const domains = domainNames(run);
  const look = run.looks.at(-1) as Look;
  const { k } = look;
  const theme = useTheme();
  // Its own domain, said once more, changes nothing.
  const changed = named.filter((each) => each !== 'domain' || after.domain !== before.domain);
  const [matrix, setMatrix] = useState('H');
  const kinds = useMemo(() => kindsOf({ ...look, factors }, adapter), [look, factors, adapter]);
  const kind = kinds.find(({ name }) => name === matrix) as Kind;
  const difference = useMemo(() => after.h.map((each, i) => each - (before.h[i] as number)), [before, after]);
  const maps = useMemo(() => ({ before: kind.of(before.h), after: kind.of(after.h), difference: kind.of(difference) }), [kind, before, after, difference]);
  const scale = largestOf([maps.before, maps.after]);
  const moved = Math.sqrt(difference.reduce((sum, each) => sum + each * each, 0));
  const size = Math.sqrt(before.h.reduce((sum, each) => sum + each * each, 0));
  return (
    <Figure
      title={`Row ${row + 1}`}
      formula="What does the trained model predict for this row, and what would it with another value? Nothing is trained again."
      about={
        <>
          <p>
            The model’s own weights are applied to the row as it is and as it is changed. A value that training never saw is read as unknown. A change of the
            domain also changes the field that tells the domain, and, where towers belong to domains, the tower; a column that the domains were made from stays
            as it is.
          </p>
          <p>
            The nearest rows are probe rows, by Euclidean distance between their H and that of the changed row.
            {run.config.model.domainNormEvaluation === 'batch' && ' In this mode a prediction depends on the rows that share its batch: here the probe rows.'}
          </p>
        </>
      }
      summary={
        <>
          Predicted <b>{fixed(before.prediction, 3)}</b> as it is
          {changed.length > 0 && (
            <>
              , <b>{fixed(after.prediction, 3)}</b> ({signed(after.prediction - before.prediction, 3)}) with another {changed.join(' and ')}; H moves by{' '}
              {short(moved)},{size > 0 && ` ${Math.round((100 * moved) / size)} % of its length`}
            </>
          )}
          . As a row of each domain: {byDomain.map((prediction, d) => `${domains[d]} ${fixed(prediction, 3)}`).join(', ')}.
        </>
      }
      controls={
        <label className="row">
          Matrix
          <select value={matrix} onChange={(event) => setMatrix(event.target.value)}>
            {kinds.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      }
      save={{
        svg: () =>
          heatMapsSvg(
            [
              {
                title: `${matrix} of row ${row + 1}`,
                scale,
                scaleText: `, from ${short(-scale)} (blue) to ${short(scale)} (orange)`,
                maps: (['before', 'after', 'difference'] as const).map((which) => ({ title: which, matrix: maps[which] })),
              },
            ],
            MAPS[theme],
          ),
        csv: () => ({
          columns: ['what', 'prediction', ...Array.from({ length: k * k }, (_, i) => `H ${Math.floor(i / k) + 1},${(i % k) + 1}`)],
          rows: [
            ['as it is', before.prediction, ...before.h],
            ['changed', after.prediction, ...after.h],
          ],
        }),
      }}
    >
      <div className={styles.maps}>
        {(['before', 'after', 'difference'] as const).map((which) => (
          <div key={which} className={styles.subject}>
            <span className={styles.title}>{{ before: `${matrix} as it is`, after: `${matrix} changed`, difference: 'difference' }[which]}</span>
            <HeatMap name={`${matrix} of row ${row + 1}, ${which}`} matrix={maps[which]} scale={scale} />
          </div>
        ))}
      </div>
      {probes && (
        <section aria-label="Nearest rows in H">
          <h4>Nearest rows in H</h4>
          <RowsTable
            label="Nearest rows, all columns"
            columns={['Row', 'Distance', 'Domain', ...probes.columns.map(({ name }) => name)]}
            // Itself, where it is one of the probe rows, is no news.
            rows={nearest
              .filter(({ probe }) => probes.rows[probe] !== row)
              .map(({ probe, distance }) => ({
                key: probe,
                cells: [
                  (probes.rows[probe] as number) + 1,
                  short(distance),
                  <Domain key="domain" domain={probes.domains[probe] as number} names={domains} />,
                  ...probes.columns.map(({ codes, values }) => values[codes[probe] as number]),
                ],
              }))}
          />
        </section>
      )}
    </Figure>
  );
}

function Domain({ domain, names }: { domain: number; names: readonly string[] }) {
  return (
    <>
      <Swatch domain={domain} />
      {names[domain]}
    </>
  );
}
