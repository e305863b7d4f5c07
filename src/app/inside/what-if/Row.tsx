import { useState } from 'react';
import type { RowField, WhatIfChange } from '../../../protocol/insight';
import { domainNames } from '../../../runs/record';
import { Asked } from '../Asked';
import { useAnswer } from '../use-answer';
import type { Shown } from '../use-shown';
import { Effect } from './Effect';
import { FieldInput } from './FieldInput';
import styles from './what-if.module.css';

/** A row that can be changed, and what the model makes of the change. */
export function Row({ row, at, run, adapter }: Pick<Shown, 'run' | 'adapter'> & { row: number; at: string }) {
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
              {' '}
              Undo the changes{' '}
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
